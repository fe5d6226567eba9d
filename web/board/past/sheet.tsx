import { Alert, Input, Segmented, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asClock } from '../../kit/clock.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { worded } from '../../kit/language.ts';
import { useNames } from '../../kit/names.ts';
import type { Indicator, SheetRow, Standards } from '../base/answers.ts';
import { useAsked } from '../base/asked.ts';
import { useBureauTimes } from './times.ts';

const kinds = ['hall', 'group', 'officer'] as const;

/** A day's performance by hall, group or officer, by the bureau's own indicators. */
export function Sheet() {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const { clock } = useSession();
  const times = useBureauTimes();
  const today = times.day(clock.now());
  const [day, setDay] = useState(today);
  const [per, setPer] = useState<(typeof kinds)[number]>('hall');
  const { answer, fault } = useAsked<SheetRow[]>({ type: 'sheet', day, per }, day === today ? 30_000 : 0);
  const indicators = useAsked<Standards>({ type: 'standards' }, 0).answer?.data.standards.indicators ?? [];
  return (
    <div className="board-page">
      <div className="board-filters">
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the field is in it. */}
        <label className="board-switch">
          {t('board.sheet.day')}
          <Input type="date" max={today} value={day} onChange={({ target }) => target.value && setDay(target.value)} />
        </label>
        <Segmented
          aria-label={t('board.sheet.per')}
          value={per}
          options={kinds.map((value) => ({ value, label: t(`board.sheet.${value}`) }))}
          onChange={setPer}
        />
      </div>
      {fault !== undefined && <Alert type="warning" title={wordsOf(fault, language)} />}
      <Table<SheetRow>
        className="board-sheet"
        size="small"
        loading={answer === undefined && fault === undefined}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={answer?.data ?? []}
        rowKey={({ hall, group, officer }) => `${hall} ${group} ${officer}`}
        locale={{ emptyText: t('board.sheet.none') }}
        columns={[
          { title: t('board.column.hall'), render: (_, { hall }) => names.hall(hall) },
          ...(per === 'group'
            ? [
                {
                  title: t('board.filter.group'),
                  render: (_: unknown, { group }: SheetRow) => (group === null ? '–' : names.group(group)),
                },
              ]
            : []),
          ...(per === 'officer' ? [{ title: t('board.officer'), dataIndex: 'officer' }] : []),
          ...indicators.map((indicator) => ({
            title: worded(language, indicator.name),
            key: indicator.code,
            align: 'right' as const,
            render: (_: unknown, { figures }: SheetRow) => shown(figures[indicator.code], indicator.unit),
          })),
        ]}
      />
    </div>
  );
}

function shown(value: number | null | undefined, unit: Indicator['unit']): string {
  if (value == null) return '–';
  if (unit === 'share') return `${(value * 100).toFixed(1)}%`;
  return unit === 'seconds' ? asClock(value * 1000) : String(value);
}
