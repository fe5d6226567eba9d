import { CustomerServiceOutlined, DesktopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StationChoice } from '../../../src/protocol/http.ts';
import { Mark } from '../base/mark.tsx';

interface Props {
  choices: readonly StationChoice[];
  taking: string | null;
  station(id: string): string;
  group(code: string): string;
  onTake(id: string): void;
}

/** All stations as they stand: the free ones can be taken. */
export function StationGrid({ choices, taking, station, group, onTake }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="desk-grid" aria-label={t('desk.choose.title')}>
      {choices.map(({ id, kind, free, own, groups }) => (
        <li key={id}>
          <Button
            block
            className="desk-grid-station"
            disabled={!free && !own}
            loading={taking === id}
            icon={kind === 'seat' ? <CustomerServiceOutlined /> : <DesktopOutlined />}
            onClick={() => onTake(id)}
          >
            <span className="desk-grid-name">{station(id)}</span>
            <Mark face={own ? 'busy' : free ? 'good' : 'plain'}>
              {t(own ? 'desk.choose.own' : free ? 'desk.choose.free' : 'desk.choose.taken')}
            </Mark>
            <small>{groups.map(group).join(' · ')}</small>
          </Button>
        </li>
      ))}
    </ul>
  );
}
