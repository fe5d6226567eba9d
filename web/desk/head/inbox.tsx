import { MessageOutlined } from '@ant-design/icons';
import { Badge, Button, Drawer, Empty, Flex, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../src/protocol/views.ts';
import { useNow } from '../../kit/clock.ts';
import { useKnown, useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useTimes } from '../../kit/times.ts';
import { useFollowed, usePieces } from '../base/desk.ts';
import { useRead } from '../base/read.ts';
import { useUi } from '../base/ui.ts';
import { MessageForm } from '../work/message.tsx';

/** Those that nothing else on the desk shows: what is said of a ticket at hand stands beside it. */
function useUnread(): number {
  const pieces = usePieces();
  const followed = useFollowed();
  const [read] = useRead('messages');
  const messages = useKnown((known) => known.messages);
  const shown = new Set([...pieces.map(({ ticket }) => ticket.id), ...followed.map(({ id }) => id)]);
  return messages.filter(({ at, ticket }) => !read.includes(at) && !shown.has(ticket)).length;
}

/** Opens the inbox; counts what was not read there. */
export function InboxButton() {
  const { t } = useTranslation();
  const draw = useUi((ui) => ui.draw);
  const unread = useUnread();
  const name = unread === 0 ? t('desk.inbox') : t('desk.inbox.unread', { n: unread });
  return (
    <>
      <Tooltip title={t('desk.inbox')}>
        <Badge count={unread} size="small" offset={[-6, 6]}>
          <Button type="text" icon={<MessageOutlined />} aria-label={name} onClick={() => draw('inbox')} />
        </Badge>
      </Tooltip>
      <span className="desk-sr" role="status">
        {unread > 0 && name}
      </span>
    </>
  );
}

/** All that colleagues wrote to this station in the last day, also of tickets that others have; the newest first. */
export function Inbox() {
  const { t } = useTranslation();
  const { drawn, draw } = useUi();
  const messages = useKnown((known) => known.messages);
  const [, mark] = useRead('messages');
  const open = drawn === 'inbox';
  useEffect(() => {
    if (open) mark(messages.map(({ at }) => at));
  });
  return (
    <Drawer open={open} onClose={() => draw(null)} title={t('desk.inbox')} size={440} destroyOnHidden>
      {messages.length === 0 && <Empty description={t('desk.inbox.none')} />}
      <Flex vertical gap={12}>
        {messages.toReversed().map((message) => (
          <Message key={`${message.at} ${message.from} ${message.text}`} {...message} />
        ))}
      </Flex>
    </Drawer>
  );
}

function Message({ ticket, from, text, at }: MessageView) {
  const { t } = useTranslation();
  const { station } = useNames();
  const now = useNow(useSession().clock, 10_000);
  const times = useTimes();
  const [answering, setAnswering] = useState(false);
  return (
    <article className="desk-concern">
      <Flex justify="space-between">
        <b>{station(from)}</b>
        <span className="desk-quiet">
          {t('desk.inbox.about', { ticket })} · {times(at, now)}
        </span>
      </Flex>
      <p>{text}</p>
      {answering ? (
        <MessageForm ticket={{ id: ticket }} to={from} onDone={() => setAnswering(false)} />
      ) : (
        <Button size="small" onClick={() => setAnswering(true)}>
          {t('desk.inbox.answer')}
        </Button>
      )}
    </article>
  );
}
