import { LoginOutlined, SwapOutlined } from '@ant-design/icons';
import { Button, Flex, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '../kit/names.ts';
import { takeToken } from '../kit/token.ts';
import { useAct } from './base/act.ts';
import { seat } from './base/seat.ts';
import { isOfficer } from './choose/sit-down.tsx';

/** `lost`: somebody worked here a moment ago, who signed out or whose line stayed down for too long. */
export function SignIn({ lost }: { lost: boolean }) {
  const { t } = useTranslation();
  const { act, pending } = useAct();
  const names = useNames();
  const { station: stationName } = useNames();
  const { station, hall, officer } = seat();
  return (
    <main className="desk-sign-in">
      <Result
        status="info"
        icon={<LoginOutlined aria-hidden />}
        title={t(lost ? 'desk.signIn.again' : 'desk.signIn.title', { station: stationName(station) })}
        subTitle={t(lost ? 'desk.signIn.lost' : 'desk.signIn.how', { hall: names.hall(hall), officer })}
        extra={
          <Flex gap={12} justify="center">
            <Button
              autoFocus
              type="primary"
              size="large"
              loading={pending === 'signIn'}
              onClick={() => void act({ type: 'signIn', station })}
            >
              {t('desk.signIn')}
            </Button>
            {isOfficer(takeToken() ?? '') && (
              <Button size="large" icon={<SwapOutlined />} onClick={() => location.reload()}>
                {t('desk.signIn.other')}
              </Button>
            )}
          </Flex>
        }
      />
    </main>
  );
}
