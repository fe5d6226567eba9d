import { Alert, Button, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../../../src/protocol/commands.ts';
import { useLanguage } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { useAsked } from '../base/asked.ts';
import { useRights } from '../base/rights.ts';
import { OrderForm } from './form.tsx';
import { useOrderWords } from './words.ts';

/** Standing orders: they rule over the files until they are taken back. */
export function Orders() {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useOrderWords();
  const { acts } = useRights();
  const { act, pending } = useAct();
  const { answer, fault } = useAsked<Order[]>({ type: 'orders' }, 5_000);
  const takeBack = (order: Order) => void act({ type: 'order', order: { ...order, set: null } });
  return (
    <div className="board-page">
      <section aria-labelledby="orders">
        <h2 id="orders">{t('board.orders')}</h2>
        <p className="board-quiet">{t('board.orders.how')}</p>
        {fault !== undefined && <Alert type="warning" title={wordsOf(fault, language)} />}
        <Table<Order>
          size="small"
          pagination={false}
          loading={answer === undefined && fault === undefined}
          dataSource={answer?.data ?? []}
          rowKey={(order) => JSON.stringify({ ...order, set: null })}
          locale={{ emptyText: t('board.orders.none') }}
          columns={[
            { title: t('board.orders.of'), width: 160, render: (_, { of }) => t(`board.order.${of}`) },
            { title: t('board.orders.what'), render: (_, order) => words(order) },
            ...(acts
              ? [
                  {
                    title: t('board.actions'),
                    width: 140,
                    render: (_: unknown, order: Order) => (
                      <Button size="small" disabled={pending !== null} onClick={() => takeBack(order)}>
                        {t('board.orders.takeBack')}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </section>
      {acts && <NewOrder />}
    </div>
  );
}

const kinds = ['hall', 'staffing', 'lend', 'maturity'] as const;
/** In the place of a hall: all of them. */
const bureau = '*';

function NewOrder() {
  const { t } = useTranslation();
  const names = useNames();
  const { halls, wide } = useRights();
  const [of, setOf] = useState<(typeof kinds)[number]>('hall');
  const [chosen, setHall] = useState(halls[0]?.code);
  const whole = wide && of === 'lend' ? [{ value: bureau, label: t('board.all') }] : [];
  const hall = chosen === bureau && whole.length === 0 ? halls[0]?.code : chosen;
  return (
    <section aria-labelledby="new-order">
      <h2 id="new-order">{t('board.orders.new')}</h2>
      <div className="board-filters">
        <Select
          style={{ width: 180 }}
          aria-label={t('board.orders.of')}
          value={of}
          options={kinds
            .filter((kind) => wide || kind !== 'maturity')
            .map((value) => ({ value, label: t(`board.order.${value}`) }))}
          onChange={setOf}
        />
        <Select
          style={{ width: 140 }}
          aria-label={t('board.filter.hall')}
          value={hall ?? null}
          options={[...whole, ...halls.map(({ code }) => ({ value: code, label: names.hall(code) }))]}
          onChange={(code: string) => setHall(code)}
        />
        {hall === bureau ? <OrderForm of="lend" /> : hall !== undefined && <OrderForm of={of} hall={hall} />}
      </div>
      {hall === bureau && <p className="board-quiet">{t('board.orders.lend.all')}</p>}
      <p className="board-quiet">{t('board.orders.stations')}</p>
    </section>
  );
}
