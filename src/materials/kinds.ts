/** A kind of file that is taken: how it is called, and how its content begins. */
interface Kind {
  type: string;
  begins: (head: Buffer) => boolean;
}

/** Bytes of a file's beginning that tell its kind. */
export const headBytes = 12;

const signed =
  (...bytes: number[]) =>
  (head: Buffer) =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));
const zip = signed(0x50, 0x4b, 0x03, 0x04);
const office = 'application/vnd.openxmlformats-officedocument';
/** ISO/IEC 23008-12: a box `ftyp`, and in it one of the brands of HEVC images. */
const heic = (head: Buffer) => /^ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/.test(head.toString('latin1', 4, 12));

/** By the ending under which they are kept. OFD, Word and Excel are ZIP archives inside. */
const kinds: Readonly<Record<string, Kind>> = {
  pdf: { type: 'application/pdf', begins: signed(0x25, 0x50, 0x44, 0x46, 0x2d) },
  jpg: { type: 'image/jpeg', begins: signed(0xff, 0xd8, 0xff) },
  png: { type: 'image/png', begins: signed(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  heic: { type: 'image/heic', begins: heic },
  zip: { type: 'application/zip', begins: zip },
  ofd: { type: 'application/ofd', begins: zip },
  docx: { type: `${office}.wordprocessingml.document`, begins: zip },
  xlsx: { type: `${office}.spreadsheetml.sheet`, begins: zip },
};
const spoken: Readonly<Record<string, string>> = {
  jpeg: 'jpg',
  'image/heif': 'heic',
  'application/x-zip-compressed': 'zip',
};
const byType = new Map(Object.entries(kinds).map(([ending, { type }]) => [type, ending]));

/** The ending of a file by its media type; by its name where the sender knew no type. Undefined: it is not taken. */
export function endingOf(mediaType: string, name: string | undefined): string | undefined {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== '' && type !== 'application/octet-stream') return byType.get(type) ?? spoken[type];
  const written = name?.split('.').at(-1)?.toLowerCase() ?? '';
  const ending = spoken[written] ?? written;
  return ending in kinds ? ending : undefined;
}

export const endings = Object.keys(kinds);
export const typeOf = (ending: string): string => kinds[ending]?.type ?? 'application/octet-stream';
export const fits = (ending: string, head: Buffer): boolean => kinds[ending]?.begins(head) ?? false;
