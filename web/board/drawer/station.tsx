import { Alert, Button, Descriptions, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Order } from '../../../src/protocol/commands.ts';
import type { StationsAnswer } from '../../../src/protocol/messages.ts';
import type { StationView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useCatalogue, useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { useAsked } from '../base/asked.ts';
import { useRights } from '../base/rights.ts';
import { useShow } from '../base/show.ts';
import { State } from '../base/state.tsx';
import { OrderForm } from '../orders/form.tsx';
import { Machine } from './machine.tsx';

export function StationPart({ id }: { id: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const now = useNow(useSession().clock);
  const { acts } = useRights();
  const { open } = useShow();
  const written = useCatalogue().stations?.find((one) => one.id === id);
  const orders = useAsked<Order[]>({ type: 'orders' }, 5_000);
  const order = orders.answer?.data.find((one) => one.of === 'station' && one.station === id);
  // The order rules over what is written in the files.
  const ruled = order?.of === 'station' ? order.set : null;
  const config = written && {
    ...written,
    skills: ruled?.skills ?? written.skills,
    capacity: ruled?.capacity ?? written.capacity,
  };
  const { answer, fault } = useAsked<StationsAnswer>(
    config === undefined ? null : { type: 'stations', hall: config.hall, offset: 0, limit: 500 },
  );
  const station = answer?.data.rows.find((one) => one.id === id);
  if (config === undefined) return <Alert type="warning" title={t('board.station.unknown')} />;
  if (station === undefined)
    return fault === undefined ? <Skeleton active /> : <Alert type="warning" title={wordsOf(fault, language)} />;
  const skills = Object.entries(config.skills).map(([skill, level]) => `${names.skill(skill)} ${level}`);
  const carries = Object.entries(config.capacity).flatMap(([modality, n]) =>
    n > 0 ? [`${t(`board.modality.${modality}`)} ${n}`] : [],
  );
  return (
    <div className="board-drawer">
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'state', label: t('board.column.state'), children: <State of="station" state={station.state} /> },
          {
            key: 'since',
            label: t('board.column.since'),
            children: station.state === 'signedOut' ? '–' : asClock(now - station.since),
          },
          { key: 'officer', label: t('board.officer'), children: station.officer ?? t('board.nobody') },
          { key: 'missed', label: t('board.missed.long'), children: station.missed },
          { key: 'carries', label: t('board.capacity'), children: carries.join(' · ') },
          ...(station.reason === undefined
            ? []
            : [{ key: 'why', label: t('board.reason'), children: t(`board.reason.${station.reason}`) }]),
          { key: 'skills', label: t('board.skills'), span: 'filled', children: skills.join(' · ') },
        ]}
      />
      {acts && <Steer station={station} />}
      <section aria-labelledby="work">
        <h3 id="work">{t('board.work')}</h3>
        {station.work.length === 0 && <p className="board-quiet">{t('board.work.none')}</p>}
        <ul className="board-work">
          {station.work.map(({ ticket, modality, phase }) => (
            <li key={ticket}>
              <Button type="link" onClick={() => open('ticket', ticket)}>
                {ticket}
              </Button>
              {t(`board.modality.${modality}`)} · {t(`board.phase.${phase}`)}
            </li>
          ))}
        </ul>
      </section>
      {acts && (
        <section aria-labelledby="order">
          <h3 id="order">{t('board.order.station')}</h3>
          <OrderForm key={JSON.stringify(order)} of="station" station={config} />
        </section>
      )}
      <Machine of={config.kind} state={station.state} />
    </div>
  );
}

function Steer({ station: { id, state } }: { station: StationView }) {
  const { t } = useTranslation();
  const { act, pending } = useAct();
  const steer = (to: 'paused' | 'ready' | 'signedOut') => act({ type: 'steer', station: id, to });
  if (state === 'signedOut') return <p className="board-quiet">{t('board.steer.nobody')}</p>;
  const waits = pending !== null;
  return (
    <section className="board-actions" aria-label={t('board.actions')}>
      {state === 'paused' ? (
        <Button type="primary" loading={waits} onClick={() => void steer('ready')}>
          {t('board.steer.ready')}
        </Button>
      ) : (
        <Button loading={waits} onClick={() => void steer('paused')}>
          {t('board.steer.paused')}
        </Button>
      )}
      <Popconfirm title={t('board.steer.sure')} onConfirm={() => steer('signedOut')}>
        <Button danger disabled={waits}>
          {t('board.steer.signedOut')}
        </Button>
      </Popconfirm>
    </section>
  );
}
