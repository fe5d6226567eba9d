import { NotificationOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../kit/clock.ts';
import { useKnown, useSession } from '../../kit/context.tsx';
import { useTimes } from '../../kit/times.ts';
import { useRead } from '../base/read.ts';
import { useUi } from '../base/ui.ts';

/** `supervisor:chief` is chief. */
const nameOf = (by: string) => by.replace(/^\w+:/, '');

/** The quiet bar: the last word to the whole hall, until it is read; it is always there, so that nothing moves. */
export function Footer() {
  const { t } = useTranslation();
  const broadcasts = useKnown((known) => known.broadcasts);
  const said = useUi((ui) => ui.said);
  const now = useNow(useSession().clock, 10_000);
  const times = useTimes();
  const [read, markRead] = useRead('broadcasts');
  const last = broadcasts.at(-1);
  const fresh = last !== undefined && !read.includes(last.at);
  return (
    <footer className={`desk-footer${fresh ? ' desk-footer-fresh' : ''}`}>
      <NotificationOutlined aria-hidden />
      <span className="desk-footer-text" aria-live="polite">
        {last === undefined ? t('desk.broadcast.none') : `${times(last.at, now)} ${nameOf(last.by)}：${last.text}`}
      </span>
      {fresh && (
        <Button size="small" type="link" onClick={() => markRead([last.at])}>
          {t('desk.broadcast.read')}
        </Button>
      )}
      {broadcasts.length > 1 && (
        <Popover
          trigger="click"
          title={t('desk.broadcast')}
          content={
            <ul className="desk-broadcasts">
              {broadcasts.toReversed().map(({ at, by, text }) => (
                <li key={`${at}${text}`}>
                  {times(at, now)} {nameOf(by)}：{text}
                </li>
              ))}
            </ul>
          }
        >
          <Button size="small" type="link">
            {t('desk.broadcast.all', { n: broadcasts.length })}
          </Button>
        </Popover>
      )}
      <span className="desk-sr" aria-live="polite">
        {said}
      </span>
    </footer>
  );
}
