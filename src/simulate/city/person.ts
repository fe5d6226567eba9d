import type { Person } from '../../protocol/material.ts';
import type { Random } from '../random.ts';
import { between } from './draws.ts';

const surnames = [...'陈李黄张梁林刘王吴罗'];
const given = [...'伟芳娜敏静强磊洋艳勇军杰'];

/** Somebody who does not exist: the district in the identity number is no district's. */
export function personOf(random: Random): Required<Person> {
  const digits = (n: number) => String(Math.floor(between(random, 0, 10 ** n))).padStart(n, '0');
  const name = `${random.pick(surnames)}${random.pick(given)}`;
  return { name, idNumber: `449999${digits(12)}`, phone: `100${digits(8)}` };
}
