import { BarChartOutlined, FrownOutlined } from '@ant-design/icons';
import { Badge, Button, Flex, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StationView } from '../../../src/protocol/views.ts';
import { useUi } from '../base/ui.ts';
import { Alerts } from './alerts.tsx';
import { InboxButton } from './inbox.tsx';
import { LineDot } from './line.tsx';
import { OwnState } from './state.tsx';
import { useConcerns } from './use-concerns.ts';

/** Always in view: the own state and its clock, what changes it, and the line to the server. */
export function Head({ station }: { station: StationView }) {
  const { t } = useTranslation();
  const draw = useUi((ui) => ui.draw);
  const { open } = useConcerns();
  return (
    <Flex flex={1} align="center" justify="space-between" gap={12} className="desk-head">
      <OwnState station={station} />
      <Flex align="center" gap={4}>
        <InboxButton />
        <Tooltip title={t('desk.ratings')}>
          <Badge count={open.length} size="small" offset={[-6, 6]}>
            <Button
              type="text"
              icon={<FrownOutlined />}
              aria-label={t('desk.ratings')}
              onClick={() => draw('ratings')}
            />
          </Badge>
        </Tooltip>
        <Button type="text" icon={<BarChartOutlined />} onClick={() => draw('day')}>
          {t('desk.day')}
        </Button>
        <Alerts />
        <Tooltip title={t('desk.help')}>
          <Button type="text" aria-label={t('desk.help')} onClick={() => draw('help')}>
            ?
          </Button>
        </Tooltip>
        <LineDot />
      </Flex>
    </Flex>
  );
}
