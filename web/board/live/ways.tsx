import type { TicketView } from '../../../src/protocol/views.ts';

const shapes: Record<TicketView['modality'], string> = {
  document: 'M4 1.5h5.5L13 5v9.5H4zM9.5 1.5V5H13M6 8h5M6 11h5',
  video: 'M1.5 4h9v8h-9zM10.5 7l4-2.5v7l-4-2.5',
  voice: 'M6 3a2 2 0 0 1 4 0v4.5a2 2 0 0 1-4 0zM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.5M5.5 14.5h5',
};

/** How a ticket is served: document, video or voice. */
export const Way = ({ of }: { of: TicketView['modality'] }) => (
  <svg className="board-way" viewBox="0 0 16 16" aria-hidden>
    <path d={shapes[of]} />
  </svg>
);
