import { grown, share } from './promql.ts';

/** Figures of businesses, for what `where` selects of labels hall and business; by business, or otherwise. */
export interface Of {
  readonly where: string;
  readonly by?: readonly ('hall' | 'business')[];
}
type Figure = (of: Of) => string;

const by = ({ by = ['business'] }: Of) => (by.length > 0 ? ` by (${by.join(', ')}) ` : '');
const sum =
  (metric: string): Figure =>
  (of) =>
    `sum${by(of)}(${grown(`yunting_business_${metric}_total{${of.where}}`)})`;
const ratio =
  (part: Figure, whole: Figure): Figure =>
  (of) =>
    share(part(of), whole(of));

export const waiting: Figure = (of) => `sum${by(of)}(yunting_business_tickets_waiting{${of.where}})`;
export const received = sum('tickets_submitted');
export const answered = sum('tickets_answered');
export const inTarget = ratio(sum('tickets_answered_in_target'), answered);
export const wait = ratio(sum('wait_seconds'), answered);
export const handle = ratio(sum('handle_seconds'), sum('handled'));
