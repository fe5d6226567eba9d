import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ClientQuery } from '../../../src/client/connect.ts';
import type { StationState, StationView } from '../../../src/protocol/views.ts';
import { useStationName } from '../../desk/base/names.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useAddress } from '../base/address.ts';
import { useFilters } from '../base/filters.ts';
import { useShow } from '../base/show.ts';
import { State } from '../base/state.tsx';
import { LiveList } from './list.tsx';

type Query = Extract<ClientQuery, { type: 'stations' }>;
const states: StationState[] = ['ready', 'offered', 'serving', 'working', 'wrapUp', 'paused', 'signedOut'];

export function Stations() {
  const { t } = useTranslation();
  const { hall, group, business, stationStates } = useFilters();
  const { set } = useAddress();
  const { open } = useShow();
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
      cells={(station) => <Cells station={station} />}
      onOpen={({ id }) => open('station', id)}
      empty={t('board.stations.none')}
    />
  );
}

function Cells({ station }: { station: StationView }) {
  const { t } = useTranslation();
  const stationName = useStationName();
  const now = useNow(useSession().clock);
  const { id, state, officer, reason, since, work, missed } = station;
  const more = [
    ...(reason === undefined ? [] : [t(`board.reason.${reason}`)]),
    ...(missed > 0 ? [t('board.missed', { missed })] : []),
  ];
  return (
    <>
      <td className="board-two">
        <button type="button">{stationName(id)}</button>
        <small>{officer ?? t('board.nobody')}</small>
      </td>
      <td className="board-two">
        <State of="station" state={state} />
        {more.length > 0 && <small>{more.join(' · ')}</small>}
      </td>
      <td className="board-number">{state === 'signedOut' ? '–' : asClock(now - since)}</td>
      <td className="board-number">{work.length}</td>
    </>
  );
}
