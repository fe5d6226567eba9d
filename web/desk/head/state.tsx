import { CaretRightOutlined, LogoutOutlined, PauseOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import type { pauseReasons } from '../../../src/protocol/commands.ts';
import type { StationState, StationView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { type Face, Mark } from '../base/mark.tsx';

const faces: Record<StationState, Face> = {
  signedOut: 'plain',
  paused: 'warn',
  ready: 'good',
  offered: 'special',
  serving: 'busy',
  wrapUp: 'busy',
  working: 'busy',
};
const reasons: readonly (typeof pauseReasons)[number][] = ['break', 'meal', 'training', 'meeting', 'document', 'other'];

/** What I am doing, since when, and what I may do about it. */
export function OwnState({ station }: { station: StationView }) {
  const { t } = useTranslation();
  const { id, state, reason, since, work } = station;
  const now = useNow(useSession().clock);
  const { act, pending } = useAct();
  const why = reason === undefined ? null : t(`desk.reason.${reason}`, { defaultValue: reason });
  const resting = reason !== undefined;
  return (
    <Flex align="center" gap={8}>
      <Mark face={faces[state]}>
        <b>{t(`desk.state.${state}`)}</b>
        {state === 'paused' && why !== null && <span> · {why}</span>}
        <time>{asClock(now - since)}</time>
      </Mark>
      {resting ? (
        <Button
          id="desk-ready"
          type="primary"
          icon={<CaretRightOutlined />}
          loading={pending === 'ready'}
          onClick={() => void act({ type: 'ready', station: id })}
        >
          {t('desk.ready')}
        </Button>
      ) : (
        <Dropdown
          trigger={['click']}
          menu={{
            items: reasons.map((key) => ({ key, label: t(`desk.reason.${key}`) })),
            onClick: ({ key }) => void act({ type: 'pause', station: id, reason: key as (typeof reasons)[number] }),
          }}
        >
          <Button id="desk-ready" icon={<PauseOutlined />} loading={pending === 'pause'} aria-haspopup="menu">
            {t('desk.pause')}
          </Button>
        </Dropdown>
      )}
      <Button
        icon={<LogoutOutlined />}
        disabled={work.length > 0}
        title={work.length > 0 ? t('desk.signOut.first') : undefined}
        loading={pending === 'signOut'}
        onClick={() => void act({ type: 'signOut', station: id })}
      >
        {t('desk.signOut')}
      </Button>
      {resting && state !== 'paused' && <Mark face="warn">{t('desk.pauseAfter', { why })}</Mark>}
    </Flex>
  );
}
