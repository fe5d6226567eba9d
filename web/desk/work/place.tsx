import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useNames } from '../../kit/names.ts';
import { useFollowed, usePieces } from '../base/desk.ts';
import { useUi } from '../base/ui.ts';
import { ways } from '../list/work-item.tsx';
import { Away } from './away.tsx';
import { Idle } from './idle.tsx';
import { Lane } from './lane.tsx';

/**
 * All that is being worked on. Every ticket keeps its lane while it is here, drawn or not, so that nothing that was
 * begun is lost by looking at another one. Who is on the line has the front to themselves.
 */
export function WorkPlace({ active }: { active: TicketView | null }) {
  const { t } = useTranslation();
  const names = useNames();
  const pieces = usePieces();
  const followed = useFollowed();
  const { beside, setBeside, choose } = useUi();
  const documents = pieces.filter(({ ticket }) => ticket.modality === 'document').length;
  const front = pieces.find(({ ticket }) => ticket.id === active?.id);
  const spread = beside && documents > 1 && front?.ticket.modality === 'document';
  const away = front === undefined && active !== null ? followed.find(({ id }) => id === active.id) : undefined;
  if (pieces.length === 0 && away === undefined) return <Idle />;
  return (
    <>
      <div className="desk-tabs">
        {pieces.map(({ ticket }, i) => {
          const Way = ways[ticket.modality];
          return (
            <button
              key={ticket.id}
              type="button"
              aria-current={ticket.id === active?.id}
              onClick={() => choose(ticket.id)}
            >
              <Way aria-hidden /> <span>{names.business(ticket.business)}</span> <kbd>Alt+{i + 1}</kbd>
            </button>
          );
        })}
        {documents > 1 && (
          <Segmented<'one' | 'beside'>
            size="small"
            className="desk-tabs-spread"
            aria-label={t('desk.beside')}
            value={beside ? 'beside' : 'one'}
            onChange={(value) => setBeside(value === 'beside')}
            options={(['one', 'beside'] as const).map((value) => ({ value, label: t(`desk.beside.${value}`) }))}
          />
        )}
      </div>
      <div className="desk-lanes">
        {pieces.map((piece) => {
          const { id, modality } = piece.ticket;
          const seen = id === active?.id || (spread && modality === 'document');
          return <Lane key={id} piece={piece} front={id === active?.id} seen={seen} />;
        })}
        {away !== undefined && <Away key={away.id} ticket={away} />}
      </div>
    </>
  );
}
