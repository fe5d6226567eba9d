/** Grafana's names of units. */
export const units = {
  /** 12,345: managers count tickets, not thousands of them. */
  count: 'locale',
  /** 12.3 K */
  short: 'short',
  share: 'percentunit',
  /** 00:17:24, which needs no words of either language. */
  clock: 'dthms',
  /** Of engineers: 1.3 ms, 2 s. */
  seconds: 's',
  perSecond: 'cps',
  bytes: 'bytes',
} as const;
