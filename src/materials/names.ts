import { ticketId } from '../protocol/ids.ts';
import { endings } from './kinds.ts';

/**
 * A file's name says all that is known of it: `<sha256>.<item>.<ending>`, in the folder of its ticket. So nothing can be
 * out of step with it, and nothing that a taxpayer wrote becomes part of a path.
 */
export interface FileName {
  ticket: string;
  sha256: string;
  item: string;
  ending: string;
}

const pattern = new RegExp(`^([0-9a-f]{64})\\.([a-z][a-z0-9-]{0,39})\\.(${endings.join('|')})$`);

export const fileOf = ({ sha256, item, ending }: Omit<FileName, 'ticket'>): string => `${sha256}.${item}.${ending}`;
export const refOf = (name: FileName): string => `${name.ticket}/${fileOf(name)}`;

/** Null for what is no name of ours, such as a part of an upload or a path that leads elsewhere. */
export function readRef(ref: string): FileName | null {
  const [ticket = '', file = '', ...more] = ref.split('/');
  const [, sha256, item, ending] = pattern.exec(file) ?? [];
  if (more.length > 0 || !ticketId.safeParse(ticket).success) return null;
  if (sha256 === undefined || item === undefined || ending === undefined) return null;
  return { ticket, sha256, item, ending };
}
