import { Button, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueView } from '../../../src/protocol/catalogue.ts';
import type { Order } from '../../../src/protocol/commands.ts';
import { useCatalogue } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { StationOrder } from './station-order.tsx';

export type StationFacts = NonNullable<CatalogueView['stations']>[number];
type Props =
  | { of: 'hall' | 'staffing' | 'maturity'; hall: string }
  /** Without a hall: the whole bureau's lending. */
  | { of: 'lend'; hall?: string }
  | { of: 'station'; station: StationFacts };

/** Gives a standing order about a hall, a station or the bureau. */
export function OrderForm(props: Props) {
  const { act, pending } = useAct();
  const give = (order: Order) => void act({ type: 'order', order });
  const waits = pending !== null;
  switch (props.of) {
    case 'station':
      return <StationOrder station={props.station} waits={waits} give={give} />;
    case 'staffing':
      return <Staffing hall={props.hall} waits={waits} give={give} />;
    case 'lend':
      return <Lend whose={props.hall === undefined ? {} : { hall: props.hall }} waits={waits} give={give} />;
    case 'hall':
      return (
        <Choices
          name="hall"
          values={['open', 'draining', 'closed']}
          waits={waits}
          give={(set) => give({ of: 'hall', hall: props.hall, set })}
        />
      );
    case 'maturity':
      return (
        <Choices
          name="maturity"
          values={['full', 'pooled']}
          waits={waits}
          give={(set) => give({ of: 'maturity', hall: props.hall, set })}
        />
      );
  }
}

interface ChoicesProps<T extends string> {
  name: 'hall' | 'maturity';
  values: readonly T[];
  waits: boolean;
  give(value: T): void;
}

function Choices<T extends string>({ name, values, waits, give }: ChoicesProps<T>) {
  const { t } = useTranslation();
  return (
    <Space wrap>
      {values.map((value) => (
        <Button key={value} disabled={waits} onClick={() => give(value)}>
          {t(`board.order.${name}.${value as string}`)}
        </Button>
      ))}
    </Space>
  );
}

interface PartProps {
  waits: boolean;
  give(order: Order): void;
}

function Staffing({ hall, waits, give }: PartProps & { hall: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const { groups } = useCatalogue();
  const [group, setGroup] = useState<string | undefined>(groups[0]?.code);
  const [set, setSet] = useState<number | null>(null);
  return (
    <Space wrap>
      <Select
        style={{ width: 220 }}
        aria-label={t('board.filter.group')}
        value={group ?? null}
        options={groups.map(({ code }) => ({ value: code, label: names.group(code) }))}
        onChange={(code: string) => setGroup(code)}
      />
      <InputNumber aria-label={t('board.order.staffing.most')} min={0} max={999} value={set} onChange={setSet} />
      <Button
        disabled={waits || set === null || group === undefined}
        onClick={() => set !== null && group !== undefined && give({ of: 'staffing', hall, group, set })}
      >
        {t('board.order.give')}
      </Button>
    </Space>
  );
}

function Lend({ whose, waits, give }: PartProps & { whose: { hall?: string } }) {
  const { t } = useTranslation();
  const [reserve, setReserve] = useState<number | null>(null);
  return (
    <Space wrap>
      <Button
        disabled={waits}
        onClick={() => give({ of: 'lend', ...whose, set: { on: true, ...(reserve !== null && { reserve }) } })}
      >
        {t('board.order.lend.on')}
      </Button>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the field is in it. */}
      <label className="board-switch">
        {t('board.order.lend.reserve')}
        <InputNumber
          aria-label={t('board.order.lend.reserve')}
          min={0}
          max={999}
          value={reserve}
          onChange={setReserve}
          style={{ width: 72 }}
        />
      </label>
      <Button disabled={waits} onClick={() => give({ of: 'lend', ...whose, set: { on: false } })}>
        {t('board.order.lend.off')}
      </Button>
    </Space>
  );
}
