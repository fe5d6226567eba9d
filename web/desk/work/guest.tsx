import { Alert, Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import type { Piece } from '../base/desk.ts';

/** A second station that is looked for, asked or here; and for that one, whom it helps. */
export function GuestBar({ piece: { ticket, phase } }: { piece: Piece }) {
  const { t } = useTranslation();
  const { station: stationName } = useNames();
  const { act, pending } = useAct();
  const { id, guest, station } = ticket;
  const part = (
    <Button
      size="small"
      loading={pending === 'endConsult'}
      onClick={() => void act({ type: 'endConsult', ticket: id })}
    >
      {t(phase === 'consulting' ? 'desk.guest.leave' : guest?.joined ? 'desk.guest.end' : 'desk.guest.takeBack')}
    </Button>
  );
  if (phase === 'consulting')
    return (
      <Alert
        type="info"
        showIcon
        title={t('desk.guest.helping', { station: stationName(station ?? '') })}
        action={part}
      />
    );
  if (guest === undefined) return null;
  const name = guest.station === undefined ? '' : stationName(guest.station);
  const face = guest.joined ? 'joined' : guest.station === undefined ? 'looking' : 'asked';
  return (
    <Alert
      type={guest.joined ? 'success' : 'info'}
      showIcon
      title={t(`desk.guest.${face}`, { station: name, kind: t(`desk.panel.${guest.kind}`) })}
      action={
        <Flex gap={8}>
          {guest.joined && (
            <Button
              size="small"
              type="primary"
              loading={pending === 'handOver'}
              onClick={() => void act({ type: 'handOver', ticket: id }, t('desk.guest.handedOver', { station: name }))}
            >
              {t('desk.guest.handOver')}
            </Button>
          )}
          {part}
        </Flex>
      }
    />
  );
}
