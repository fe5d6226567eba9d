import type { ComponentType } from 'react';
import type { Rights } from './base/rights.ts';
import { Concerns } from './concerns/concerns.tsx';
import { Live } from './live/live.tsx';
import { Orders } from './orders/orders.tsx';
import { Audit } from './past/audit.tsx';
import { Sheet } from './past/sheet.tsx';
import { Plan } from './plan/plan.tsx';
import { Standards } from './rules/standards.tsx';

export interface View {
  name: 'live' | 'concerns' | 'orders' | 'plan' | 'sheet' | 'standards' | 'audit';
  /** For a supervisor of all halls. */
  wide?: true;
  Part: ComponentType;
}

const all: readonly View[] = [
  { name: 'live', Part: Live },
  { name: 'concerns', Part: Concerns },
  { name: 'orders', Part: Orders },
  { name: 'plan', Part: Plan },
  { name: 'sheet', Part: Sheet, wide: true },
  { name: 'standards', Part: Standards, wide: true },
  { name: 'audit', Part: Audit, wide: true },
];

export const viewsFor = ({ wide: mayWide }: Rights): readonly View[] =>
  all.filter(({ wide }) => wide === undefined || mayWide);
