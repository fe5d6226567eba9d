import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationsAnswer } from '../../../src/protocol/messages.ts';
import { useNames } from '../../kit/names.ts';
import { useAsked } from '../base/asked.ts';

interface Props {
  business: string | undefined;
  pending: boolean;
  assign(station: string): Promise<boolean>;
}

/** Names a station that can take the ticket and is at work. */
export function AssignTo({ business, pending, assign }: Props) {
  const { t } = useTranslation();
  const { station: stationName } = useNames();
  const [station, setStation] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const { answer } = useAsked<StationsAnswer>(
    open
      ? {
          type: 'stations',
          ...(business !== undefined && { business }),
          states: ['ready', 'offered', 'serving', 'wrapUp', 'working'],
          offset: 0,
          limit: 500,
        }
      : null,
    5_000,
  );
  return (
    <Space.Compact>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 230 }}
        aria-label={t('board.assign.to')}
        placeholder={t('board.assign.to')}
        onOpenChange={setOpen}
        loading={open && answer === undefined}
        notFoundContent={answer === undefined ? t('board.asking') : t('board.assign.nobody')}
        value={station}
        options={(answer?.data.rows ?? []).map(({ id, state, work }) => ({
          value: id,
          label: `${stationName(id)} · ${t(`board.station.${state}`)}${work.length > 0 ? ` · ${work.length}` : ''}`,
        }))}
        onChange={setStation}
      />
      <Button
        type="primary"
        disabled={station === null}
        loading={pending}
        onClick={() => station !== null && void assign(station)}
      >
        {t('board.assign')}
      </Button>
    </Space.Compact>
  );
}
