import { Skeleton } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useStations } from './use-stations.ts';

interface Props {
  filter: { hall: string; group?: string; business?: string };
  /** Null: whoever is able. */
  chosen: string | null;
  onChoose(station: string | null): void;
}

/** Who is there now and what they are doing; one of them, or whoever is able. Native radio buttons: arrow keys choose. */
export function StationChoices({ filter, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const name = useId();
  const stations = useStations(filter);
  const present = stations?.filter(({ state }) => state !== 'signedOut') ?? [];
  const absent = (stations?.length ?? 0) - present.length;
  return (
    <fieldset className="desk-choices">
      <legend>{t('desk.target.who')}</legend>
      <label>
        <input type="radio" name={name} checked={chosen === null} onChange={() => onChoose(null)} />
        <span>{t('desk.target.anybody')}</span>
      </label>
      {stations === null && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {present.map((station) => (
        <Choice
          key={station.id}
          station={station}
          name={name}
          checked={chosen === station.id}
          onChoose={() => onChoose(station.id)}
        />
      ))}
      {stations !== null && <p className="desk-quiet">{t('desk.target.absent', { n: absent })}</p>}
    </fieldset>
  );
}

interface ChoiceProps {
  station: StationView;
  name: string;
  checked: boolean;
  onChoose(): void;
}

function Choice({ station, name, checked, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const { station: stationName } = useNames();
  const now = useNow(useSession().clock);
  const { id, state, since, work, reason } = station;
  return (
    <label>
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{stationName(id)}</span>
      <span className={`desk-chip desk-chip-${state}`}>
        {t(`desk.state.${state}`)}
        {state === 'paused' && reason !== undefined && ` · ${t(`desk.reason.${reason}`, { defaultValue: reason })}`}
      </span>
      <time>{asClock(now - since)}</time>
      <small>{work.length > 0 && t('desk.target.work', { n: work.length })}</small>
    </label>
  );
}
