import { Button, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../../../src/protocol/commands.ts';
import { useCatalogue } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import type { StationFacts } from './form.tsx';

interface Props {
  station: StationFacts;
  waits: boolean;
  give(order: Order): void;
}

/** What a station can and how much it carries, until the order is taken back. */
export function StationOrder({ station, waits, give }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const { skills: all } = useCatalogue();
  const [skills, setSkills] = useState<Record<string, number>>(station.skills);
  const [capacity, setCapacity] = useState(station.capacity);
  const missing = all.filter(({ code }) => skills[code] === undefined);
  const carried = station.kind === 'seat' ? (['voice'] as const) : (['document', 'video'] as const);
  return (
    <div className="board-order">
      <Space wrap>
        {carried.map((modality) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the field is in it.
          <label key={modality} className="board-switch">
            {t(`board.modality.${modality}`)}
            <InputNumber
              aria-label={t(`board.modality.${modality}`)}
              style={{ width: 64 }}
              min={0}
              max={modality === 'document' ? 20 : 1}
              value={capacity[modality]}
              onChange={(n) => setCapacity({ ...capacity, [modality]: n ?? 0 })}
            />
          </label>
        ))}
      </Space>
      <ul>
        {Object.entries(skills).map(([skill, level]) => (
          <li key={skill}>
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the field is in it. */}
            <label className="board-switch">
              {names.skill(skill)}
              <InputNumber
                aria-label={names.skill(skill)}
                style={{ width: 64 }}
                min={0}
                max={5}
                value={level}
                onChange={(n) => setSkills(withLevel(skills, skill, n ?? 0))}
              />
            </label>
          </li>
        ))}
      </ul>
      <Space wrap>
        <Select
          style={{ width: 160 }}
          aria-label={t('board.skills.add')}
          placeholder={t('board.skills.add')}
          value={null}
          options={missing.map(({ code }) => ({ value: code, label: names.skill(code) }))}
          onChange={(skill: string | null) => skill !== null && setSkills({ ...skills, [skill]: 3 })}
        />
        <Button
          disabled={waits}
          onClick={() => give({ of: 'station', station: station.id, set: { skills, capacity } })}
        >
          {t('board.order.give')}
        </Button>
      </Space>
    </div>
  );
}

/** Level 0: the skill is taken away. */
function withLevel(skills: Record<string, number>, skill: string, level: number): Record<string, number> {
  if (level > 0) return { ...skills, [skill]: level };
  return Object.fromEntries(Object.entries(skills).filter(([code]) => code !== skill));
}
