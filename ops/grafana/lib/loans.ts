import { namesOf, withNames } from './promql.ts';

const copied = (to: string, from: string, expr: string) => `label_replace(${expr}, "${to}", "$1", "${from}", "(.*)")`;
const lenders = copied('from', 'hall', copied('lender', 'name', copied('lender_en', 'en', namesOf('hall'))));

/** An expression `by (from, to)` with the names of both halls: `lender`, `lender_en`, and the borrower's `name`, `en`. */
export const withBothNames = (expr: string): string =>
  `${withNames(expr, 'hall', 'to')} * on (from) group_left (lender, lender_en) ${lenders}`;
