/** Somebody in a call: who it is, and which page of theirs, since a page that was loaded again is another. */
export interface Party {
  who: string;
  page: string;
}

/** What pages say to each other to be connected. With nothing but `from`: I am here, call me. */
export interface Signal {
  from: Party;
  /** The page that is meant; absent: whoever is there. */
  to?: string;
  /** Which connection between the two a description or candidate belongs to. */
  line?: string;
  description?: RTCSessionDescriptionInit;
  candidate?: RTCIceCandidateInit;
  /** Gone, or: the same person goes on at another page. */
  bye?: 'left' | 'elsewhere';
}

/** Quotes within quotes: a part may double in the frame, which holds 16 KB. */
const partLength = 6_000;

export function kindOf({ description, candidate, bye }: Signal): 'offer' | 'answer' | 'ice' {
  if (candidate !== undefined || bye !== undefined) return 'ice';
  return description?.type === 'answer' ? 'answer' : 'offer';
}

/** A signal in as many parts as the line needs: `<id> <n> <of> <text>`. */
export function pack(signal: Signal): string[] {
  const text = JSON.stringify(signal);
  const of = Math.ceil(text.length / partLength);
  const id = randomName();
  return Array.from({ length: of }, (_, n) => `${id} ${n} ${of} ${text.slice(n * partLength, (n + 1) * partLength)}`);
}

/** Puts parts together again; answers a signal once its last part has come, and null for what came twice. */
export function unpacker(): (data: string) => Signal | null {
  const open = new Map<string, (string | undefined)[]>();
  const done: string[] = [];
  return (data) => {
    const [, id, n, of, text] = /^(\w+) (\d+) (\d+) (.*)$/s.exec(data) ?? [];
    if (id === undefined || text === undefined || done.includes(id)) return null;
    const parts = open.get(id) ?? Array<string | undefined>(Number(of)).fill(undefined);
    parts[Number(n)] = text;
    open.set(id, parts);
    if (parts.includes(undefined)) return null;
    open.delete(id);
    done.push(id);
    if (done.length > 50) done.shift();
    return JSON.parse(parts.join('')) as Signal;
  };
}

export const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
