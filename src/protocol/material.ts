import { z } from 'zod';
import { code, text } from './ids.ts';

/** A document by reference: where it is kept and what it must hash to. Its bytes never come here. */
export const attachment = z.strictObject({
  /** What it is, from the business's catalogue of materials. */
  item: code.optional(),
  ref: text(200),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  bytes: z.int().min(0).optional(),
});
export type Attachment = z.output<typeof attachment>;

/** A sealed text is `<mask>~<key id>.<ciphertext>`: what may be shown stands before the mark, for all to read. */
export const sealMark = '~';
const personal = (max: number) => text(max).refine((value) => !value.includes(sealMark), `must not hold ${sealMark}`);

/** Who a taxpayer is. Beyond the host it is sealed, and shown masked. */
export const person = z.strictObject({
  name: personal(60).optional(),
  idNumber: personal(30).optional(),
  phone: personal(30).optional(),
});
export type Person = z.output<typeof person>;

/** What may be shown of a sealed person: 张*, 4401**********1234. */
export function maskedPerson(sealed: Person): Person {
  const fields = Object.entries(sealed) as [keyof Person, string][];
  return Object.fromEntries(fields.map(([field, text]) => [field, text.split(sealMark)[0] ?? '']));
}
