import { Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFollowed, usePieces } from '../base/desk.ts';
import { WorkItem } from './work-item.tsx';

/** What lies on the desk, and below it what was handed on and is still answered for. */
export function WorkList({ active }: { active: string | null }) {
  const { t } = useTranslation();
  const pieces = usePieces();
  const followed = useFollowed();
  return (
    <>
      <h2>
        {t('desk.list.here')} <small>{pieces.length}</small>
      </h2>
      {pieces.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('desk.list.empty')} />}
      <ul>
        {pieces.map(({ ticket, phase }, i) => (
          <WorkItem key={ticket.id} ticket={ticket} phase={phase} active={ticket.id === active} number={i + 1} />
        ))}
      </ul>
      {followed.length > 0 && (
        <>
          <h2>
            {t('desk.list.followed')} <small>{followed.length}</small>
          </h2>
          <ul>
            {followed.map((ticket) => (
              <WorkItem key={ticket.id} ticket={ticket} phase={null} active={ticket.id === active} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}
