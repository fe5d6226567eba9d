import { Empty, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import Chat from '../../kit/video/chat.tsx';
import { usePieces } from '../base/desk.ts';
import { useUi } from '../base/ui.ts';
import { History } from './history.tsx';
import { Materials } from './materials.tsx';
import { Taxpayer } from './taxpayer.tsx';

type Tab = 'chat' | 'history';

/**
 * For whom the work in front is: who, what was sent, what was said, what has happened. Chats stay in the page while
 * their tickets are here, since what was said is kept nowhere else.
 */
export function Card({ ticket }: { ticket: TicketView | null }) {
  const { t } = useTranslation();
  const pieces = usePieces();
  const note = useUi((ui) => ui.note);
  const [chosen, setTab] = useState<Tab>('chat');
  const here = pieces.some((piece) => piece.ticket.id === ticket?.id);
  const tab: Tab = here ? chosen : 'history';
  return (
    <>
      {ticket === null ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('desk.card.empty')} />
      ) : (
        <>
          <Taxpayer key={ticket.id} ticket={ticket} />
          {here && <Materials key={`${ticket.id} files`} ticket={ticket} />}
          <Segmented<Tab>
            block
            size="small"
            aria-label={t('desk.card.show')}
            value={tab}
            onChange={setTab}
            options={[
              { value: 'chat', label: t('desk.chat'), disabled: !here },
              { value: 'history', label: t('desk.history') },
            ]}
          />
          {tab === 'history' && <History key={`${ticket.id} story`} ticket={ticket} />}
        </>
      )}
      {pieces.map(({ ticket: { id } }) => {
        const seen = tab === 'chat' && id === ticket?.id;
        return (
          <div key={id} className="desk-chat" hidden={!seen} {...(seen && { 'data-desk-chat': '' })}>
            {/* biome-ignore lint/a11y/useValidAriaRole: the part in the talk, not of an element */}
            <Chat ticket={id} role="officer" visible={seen} onUnread={(n) => note(id, n)} />
          </div>
        );
      })}
    </>
  );
}
