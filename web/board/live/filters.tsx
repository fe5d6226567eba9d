import { Button, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useAddress } from '../base/address.ts';
import { useFilters } from '../base/filters.ts';
import { useRights } from '../base/rights.ts';
import { Walls } from './walls.tsx';

const states = ['waiting', 'offered', 'serving', 'wrapUp', 'parked', 'escalated', 'quarantined'];

/** What the lists show; kept in the address of the page. */
export function Filters() {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const { halls } = useRights();
  const names = useNames();
  const filters = useFilters();
  const { set } = useAddress();
  const one = (name: 'hall' | 'group' | 'channel' | 'business', of: { code: string }[], width: number) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width }}
      aria-label={t(`board.filter.${name}`)}
      placeholder={t(`board.filter.${name}`)}
      value={filters[name] ?? null}
      options={of.map(({ code }) => ({ value: code, label: names[name](code) }))}
      onChange={(value: string | null | undefined) => set({ [name]: value ?? null })}
    />
  );
  return (
    <search className="board-filters" aria-label={t('board.filters')}>
      {one('hall', halls, 120)}
      {one('group', catalogue.groups, 170)}
      {one('channel', catalogue.channels, 160)}
      {one('business', catalogue.businesses, 200)}
      <Select
        mode="multiple"
        maxTagCount={2}
        maxTagPlaceholder={({ length }) => `+${length}`}
        style={{ width: 280 }}
        aria-label={t('board.filter.state')}
        placeholder={t('board.filter.allStates')}
        value={filters.states}
        options={states.map((value) => ({ value, label: t(`board.ticket.${value}`) }))}
        onChange={(value) => set({ state: value.join(',') })}
      />
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch is in it. */}
      <label className="board-switch">
        <Switch size="small" checked={filters.late} onChange={(on) => set({ late: on ? 'yes' : null })} />
        {t('board.filter.late')}
      </label>
      <Button
        type="text"
        onClick={() =>
          set({ hall: null, group: null, channel: null, business: null, state: null, stations: null, late: null })
        }
      >
        {t('board.filter.none')}
      </Button>
      <Walls />
    </search>
  );
}
