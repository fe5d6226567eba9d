import type { Words } from './words.ts';

/** How a ticket may end. */
export const outcomeWords = {
  resolved: ['办结', 'Resolved'],
  refused: ['不予办理', 'Refused'],
  unreachable: ['联系不上', 'Unreachable'],
  cancelled: ['自行撤销', 'Cancelled'],
  abandoned: ['等候中放弃', 'Abandoned'],
  lostLine: ['断线', 'Line lost'],
  hallClosed: ['闭厅未办', 'Sent home at closing'],
  noShow: ['未到', 'No show'],
  notSupplied: ['未补正', 'Not supplied'],
} as const satisfies Record<string, Words>;
