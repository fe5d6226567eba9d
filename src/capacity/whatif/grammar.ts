/** What may be set, and what for: in `--help` and in messages. */
export const grammar = [
  ['<hall>.<group>=+2 | -1 | 12', 'stations of that group at work in that hall: more, fewer, or so many'],
  ['policy.<name>=<value>', 'e.g. policy.lend=off, policy.lend.reserve=3, policy.pace=5s'],
  ['rules.<modality>.<name>=<value>', 'e.g. rules.voice.offer=10s, rules.voice.steps.0.for=5s'],
  ['<hall>.<name>=<value>', 'e.g. huangpu.lend=off, huangpu.hours=09:00-18:00'],
  ['businesses.<code>.<name>=<value>', 'e.g. businesses.vat-return.rules.target=1h'],
] as const;
