import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { Guard } from '../../kit/guard.tsx';
import { Broken, Loading } from '../../kit/ui/frame.tsx';

/** Also asked for ahead of the first call: an update of the server cannot take it away then. */
export const loadVideo = () => import('../../kit/video/video-call.tsx');
const VideoCall = lazy(loadVideo);

/** Who is on the line: called and awaited, cut off and awaited, or there; and their picture. */
export function Call({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const now = useNow(useSession().clock);
  const { id, joinUntil, awayUntil, acceptedAt, modality } = ticket;
  const until = joinUntil ?? awayUntil;
  const face = joinUntil !== undefined ? 'calling' : awayUntil !== undefined ? 'dropped' : 'talking';
  return (
    <>
      <p className={`desk-call desk-call-${face}`}>
        <span role="status">{t(`desk.call.${face}`)}</span>
        <time>{until === undefined ? asClock(now - (acceptedAt ?? now)) : asClock(until - now)}</time>
      </p>
      {modality === 'video' && (
        <div className="desk-video">
          <Guard fallback={<Broken />}>
            <Suspense fallback={<Loading />}>
              {/* biome-ignore lint/a11y/useValidAriaRole: the part in the call, not of an element */}
              <VideoCall ticket={id} role="officer" />
            </Suspense>
          </Guard>
        </div>
      )}
    </>
  );
}
