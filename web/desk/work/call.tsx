import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { Loading } from '../../kit/ui/frame.tsx';

const VideoCall = lazy(() => import('../../kit/video/video-call.tsx'));

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
          <Suspense fallback={<Loading />}>
            {/* biome-ignore lint/a11y/useValidAriaRole: the part in the call, not of an element */}
            <VideoCall ticket={id} role="officer" />
          </Suspense>
        </div>
      )}
    </>
  );
}
