import type { ReactNode } from 'react';

export type Face = 'plain' | 'good' | 'busy' | 'warn' | 'special';

/** A word that marks a state, by a colour in which it can be read (4.5:1). */
export const Mark = ({ face = 'plain', children }: { face?: Face; children: ReactNode }) => (
  <span className={`desk-mark desk-mark-${face}`}>{children}</span>
);
