/** Kinds of things that have a `yunting_<kind>_info` metric with their names. */
export type Kind = 'hall' | 'channel' | 'group' | 'business' | 'department';

/**
 * What things of a kind are called, by `name` and `en`. Aggregated, so that a second node that is scraped too does not
 * make a join ambiguous. Halls are called as short in English as in Chinese, for tiles: Baiyun (District Tax Service).
 */
export const namesOf = (kind: Kind): string => {
  const info = `yunting_${kind}_info`;
  const short = `label_replace(${info}, "en", "$1", "en", "(.+?)( District)? Tax Service")`;
  return `max by (${kind}, name, en) (${kind === 'hall' ? short : info})`;
};

/** The expression with the names of what its label says. */
export const withNames = (expr: string, kind: Kind, label: string = kind): string => {
  const names = namesOf(kind);
  const renamed = label === kind ? names : `label_replace(${names}, "${label}", "$1", "${kind}", "(.*)")`;
  return `(${expr}) * on (${label}) group_left (name, en) ${renamed}`;
};

/** The same for an expression `by (hall, group)`: `name` and `en` are the hall's and the group's, together. */
export const withHallAndGroup = (expr: string): string => {
  const renamed = (to: string, from: string, of: string) => `label_replace(${of}, "${to}", "$1", "${from}", "(.*)")`;
  const group = renamed('of', 'name', renamed('of_en', 'en', 'max by (group, name, en) (yunting_group_info)'));
  const both = `${withNames(expr, 'hall')} * on (group) group_left (of, of_en) max by (group, of, of_en) (${group})`;
  return `label_join(label_join(${both}, "name", " · ", "name", "of"), "en", " · ", "of_en", "en")`;
};

/** A metric, of what all matchers say, e.g. `hall="$hall"`; one that is not there says nothing. */
export const select = (metric: string, ...matchers: (string | undefined)[]): string => {
  const said = matchers.filter((one) => one !== undefined && one !== '');
  return said.length > 0 ? `${metric}{${said.join(',')}}` : metric;
};

/** part ÷ whole, and nothing (not NaN) where there is nothing to divide by. */
export const share = (part: string, whole: string): string => `${part} / (${whole} > 0)`;

/** How much a counter grew over the time that is looked at, or over a length of its own, e.g. 30m. */
export const grown = (selector: string, over = '$__range'): string => `increase(${selector}[${over}])`;

/** Growth in a minute, smoothed over what the resolution of the picture allows. */
export const perMinute = (selector: string): string => `rate(${selector}[$__rate_interval]) * 60`;
