import { Select } from 'antd';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientQuery } from '../../../src/client/connect.ts';
import type { StationState, StationView } from '../../../src/protocol/views.ts';
import { asClock } from '../../kit/clock.ts';
import { useCatalogue } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useAddress } from '../base/address.ts';
import { useFilters } from '../base/filters.ts';
import { useShow } from '../base/show.ts';
import { stateIn } from '../base/state.tsx';
import { LiveList } from './list.tsx';
import type { Cells } from './row.tsx';

type Query = Extract<ClientQuery, { type: 'stations' }>;
const states: StationState[] = ['ready', 'offered', 'serving', 'working', 'wrapUp', 'paused', 'signedOut'];

export function Stations() {
  const { t } = useTranslation();
  const { hall, group, business, stationStates } = useFilters();
  const { set } = useAddress();
  const { open } = useShow();
  const cells = useCells();
  const onOpen = useCallback(({ id }: StationView) => open('station', id), [open]);
  const query: Omit<Query, 'offset' | 'limit'> = {
    type: 'stations',
    ...(hall !== undefined && { hall }),
    ...(group !== undefined && { group }),
    ...(business !== undefined && { business }),
    ...(stationStates.length > 0 && { states: stationStates }),
  };
  return (
    <LiveList<Query, StationView>
      className="board-stations"
      title={t('board.stations')}
      tools={
        <Select
          size="small"
          mode="multiple"
          allowClear
          maxTagCount={1}
          maxTagPlaceholder={({ length }) => `+${length}`}
          style={{ minWidth: 150 }}
          aria-label={t('board.stations.states')}
          placeholder={t('board.stations.states')}
          value={stationStates}
          options={states.map((value) => ({ value, label: t(`board.station.${value}`) }))}
          onChange={(value) => set({ stations: value.join(',') })}
        />
      }
      columns={['station', 'state', 'since', 'load'].map((column) => t(`board.column.${column}`))}
      query={query}
      keyOf={({ id }) => id}
      cells={cells}
      onOpen={onOpen}
      empty={t('board.stations.none')}
    />
  );
}

function useCells(): Cells<StationView> {
  const { t } = useTranslation();
  const names = useNames();
  const { stations } = useCatalogue();
  const kinds = useMemo(() => new Map(stations?.map(({ id, kind }) => [id, t(`board.kind.${kind}`)])), [stations, t]);
  return useCallback(
    ({ id, state, officer, reason, since, work, missed }, now) => {
      const more = [
        ...(reason === undefined ? [] : [t(`board.reason.${reason}`)]),
        ...(missed > 0 ? [t('board.missed', { missed })] : []),
      ];
      return (
        <>
          <td className="board-two">
            <button type="button" tabIndex={-1}>
              {names.station(id)}
            </button>
            <small>{`${kinds.get(id) ?? ''} · ${officer ?? t('board.nobody')}`}</small>
          </td>
          <td className="board-two">
            {stateIn(t, 'station', state)}
            {more.length > 0 && <small>{more.join(' · ')}</small>}
          </td>
          <td className="board-number">{state === 'signedOut' ? '–' : asClock(now - since)}</td>
          <td className="board-number">{work.length}</td>
        </>
      );
    },
    [t, names, kinds],
  );
}
