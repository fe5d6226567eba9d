import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useTimes } from '../../kit/times.ts';
import { Facts } from './facts.tsx';
import { MessageForm } from './message.tsx';
import { Notes } from './notes.tsx';

/** A ticket that this station answers for while somebody else has it: where it is, and a word to who has it. */
export function Away({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const names = useNames();
  const { station: stationName } = useNames();
  const times = useTimes();
  const now = useNow(useSession().clock, 10_000);
  const { state, business, parked, escalated, station } = ticket;
  const where =
    parked !== undefined
      ? t(`desk.away.${parked.for}`, {
          until: times(parked.until, now),
          items: parked.items.map((item) => names.material(business, item)).join('、') || t('common.none'),
        })
      : escalated !== undefined
        ? t('desk.away.escalated', {
            department: names.department(escalated.department),
            until: times(escalated.until, now),
            question: escalated.question,
          })
        : t(`desk.ticket.${state}`);
  return (
    <section className="desk-lane" aria-label={names.business(business)}>
      <header className="desk-lane-head">
        <h2>{names.business(business)}</h2>
      </header>
      <Alert type="info" showIcon title={where} description={parked?.note} />
      <Facts ticket={ticket} />
      <Notes ticket={ticket.id} />
      {station !== undefined && (
        <>
          <h3>{t('desk.message.to', { station: stationName(station) })}</h3>
          <MessageForm ticket={ticket} to={station} />
        </>
      )}
    </section>
  );
}
