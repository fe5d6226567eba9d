import { Alert, Descriptions, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { asClock, useNow } from '../../kit/clock.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { useNames } from '../../kit/names.ts';
import type { Why } from '../base/answers.ts';
import { useAsked } from '../base/asked.ts';
import { useRights } from '../base/rights.ts';
import { State } from '../base/state.tsx';
import { useRemembered } from '../live/remembered.ts';
import { Candidates } from './candidates.tsx';
import { Machine } from './machine.tsx';
import { Story } from './story.tsx';
import { TicketActions } from './ticket-actions.tsx';

/** The journal is read for it: less often than the lists. */
const everyMs = 3_000;

export function TicketPart({ id }: { id: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const { acts } = useRights();
  const now = useNow(useSession().clock);
  const remembered = useRemembered(({ ticket }) => (ticket?.id === id ? ticket : null));
  const { answer, fault } = useAsked<Why>({ type: 'why', ticket: id }, everyMs);
  if (answer === undefined)
    return fault === undefined ? <Skeleton active /> : <Alert type="warning" title={wordsOf(fault, language)} />;
  const why = answer.data;
  const state = why.now?.state ?? 'closed';
  const first = why.story[0]?.data ?? remembered;
  const entered = why.story[0]?.at ?? remembered?.enteredAt;
  const { position, estimateMs, step, stepUntil } = why.now ?? {};
  return (
    <div className="board-drawer">
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'state', label: t('board.column.state'), children: <State of="ticket" state={state} /> },
          ...(entered === undefined || state === 'closed'
            ? []
            : [{ key: 'wait', label: t('board.ticket.age'), children: asClock(now - entered) }]),
          ...(first
            ? [
                { key: 'matter', label: t('board.column.matter'), children: names.business(first.business) },
                { key: 'channel', label: t('board.filter.channel'), children: names.channel(first.channel) },
              ]
            : []),
          ...(position === undefined
            ? []
            : [{ key: 'place', label: t('board.ticket.place'), children: t('board.ticket.nth', { position }) }]),
          ...(estimateMs === undefined
            ? []
            : [{ key: 'estimate', label: t('board.ticket.estimate'), children: asClock(estimateMs) }]),
          ...(step === undefined || state !== 'waiting'
            ? []
            : [
                {
                  key: 'step',
                  label: t('board.ticket.step'),
                  children:
                    stepUntil == null
                      ? t('board.ticket.stepLast', { step: step + 1 })
                      : t('board.ticket.stepUntil', { step: step + 1, time: asClock(stepUntil - now) }),
                },
              ]),
        ]}
      />
      {acts && <TicketActions id={id} state={state} business={first?.business} />}
      {why.now !== undefined && <Candidates state={state} looked={why.now.looked} />}
      <Story id={id} why={why} />
      <Machine of="ticket" state={state} />
    </div>
  );
}
