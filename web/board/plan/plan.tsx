import { Alert, Select, Skeleton } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanAnswer } from '../../../src/protocol/messages.ts';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { useNames } from '../../kit/names.ts';
import { useAddress } from '../base/address.ts';
import { useAsked } from '../base/asked.ts';
import { useFilters } from '../base/filters.ts';
import { useRights } from '../base/rights.ts';
import { summed } from './summed.ts';

const Chart = lazy(() => import('./chart.tsx'));

/** Stations required today and those that are there, by half hour. */
export function Plan() {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const { groups } = useCatalogue();
  const { halls } = useRights();
  const { hall, group } = useFilters();
  const { set } = useAddress();
  const { answer, fault } = useAsked<PlanAnswer>({ type: 'plan', ...(hall !== undefined && { hall }) }, 60_000);
  const rows = useMemo(() => summed(answer?.data.rows ?? [], group), [answer, group]);
  return (
    <div className="board-page">
      <div className="board-filters">
        <h2>{t('board.plan.title')}</h2>
        <Select
          allowClear
          style={{ width: 140 }}
          aria-label={t('board.filter.hall')}
          placeholder={t('board.filter.hall')}
          value={hall ?? null}
          options={halls.map(({ code }) => ({ value: code, label: names.hall(code) }))}
          onChange={(code: string | null | undefined) => set({ hall: code ?? null })}
        />
        <Select
          allowClear
          style={{ width: 220 }}
          aria-label={t('board.filter.group')}
          placeholder={t('board.filter.group')}
          value={group ?? null}
          options={groups.map(({ code }) => ({ value: code, label: names.group(code) }))}
          onChange={(code: string | null | undefined) => set({ group: code ?? null })}
        />
      </div>
      {fault !== undefined && <Alert type="warning" title={wordsOf(fault, language)} />}
      {answer === undefined && fault === undefined && <Skeleton active />}
      {answer !== undefined && rows.length === 0 && <p className="board-empty">{t('board.plan.none')}</p>}
      {rows.length > 0 && (
        <Suspense fallback={<Skeleton active />}>
          <Chart rows={rows} />
        </Suspense>
      )}
    </div>
  );
}
