import { lazy, Suspense, useEffect, useState } from 'react';
import type { TicketView } from '../../../src/protocol/views.ts';
import { Guard } from '../../kit/guard.tsx';
import { useHold } from '../../kit/version.ts';
import { Button } from '../base/button.tsx';
import { Reload } from '../base/reload.tsx';
import { useSay } from '../base/say.ts';
import { leaveCall, useEntered } from './entered.ts';

const loadVideo = () => import('../../kit/video/video-call.tsx');
const VideoCall = lazy(loadVideo);
const Chat = lazy(() => import('../../kit/video/chat.tsx'));
const party = { role: 'taxpayer' } as const;

/** Seeing and writing to the officer while the ticket is in service. Stays mounted through it: a new mount is a new call. */
export function Talk({ ticket }: { ticket: TicketView }) {
  const say = useSay();
  const { id, state, modality, joinUntil } = ticket;
  const serving = state === 'serving' && joinUntil === undefined;
  const seen = useEntered(id) && modality === 'video';
  const [writing, setWriting] = useState(false);
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    if (state !== 'serving') leaveCall(id);
  }, [state, id]);
  // Who waits has it before the turn comes, whatever becomes of the line or of the server meanwhile.
  useEffect(() => {
    if (modality === 'video') loadVideo().catch(() => {});
  }, [modality]);
  useHold(serving);
  if (!serving) return null;
  const words = writing
    ? say('serve.chat.hide')
    : unread > 0
      ? say('serve.chat.unread', { n: unread })
      : say('serve.chat');
  return (
    <Guard fallback={<Reload />}>
      <Suspense fallback={<p role="status">{say('serve.video.lazy')}</p>}>
        {seen && (
          <div className="video">
            <VideoCall ticket={id} {...party} />
          </div>
        )}
        <Button kind={unread > 0 ? 'main' : 'plain'} onClick={() => setWriting((was) => !was)}>
          {words}
        </Button>
        <div className="writing" hidden={!writing}>
          <Chat ticket={id} {...party} visible={writing} onUnread={setUnread} />
        </div>
      </Suspense>
    </Guard>
  );
}
