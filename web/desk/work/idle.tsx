import { Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import { useKnown } from '../../kit/context.tsx';

/** Nothing to do, and why: ready and waiting, or not yet asked for work. */
export function Idle() {
  const { t } = useTranslation();
  const paused = useKnown((known) => known.station?.reason !== undefined);
  return (
    <div className="desk-idle">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(paused ? 'desk.idle.paused' : 'desk.idle.ready')} />
      <p className="desk-quiet">{t('desk.idle.keys')}</p>
    </div>
  );
}
