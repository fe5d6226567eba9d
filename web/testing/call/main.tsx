import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { useKnown, WithSession } from '../../kit/context.tsx';
import { startLanguage } from '../../kit/language.ts';
import { openSession } from '../../kit/session.ts';
import { claimsOf, takeToken } from '../../kit/token.ts';

const VideoCall = lazy(() => import('../../kit/video/video-call.tsx'));
const Chat = lazy(() => import('../../kit/video/chat.tsx'));

/** The least page that has a call: the ticket that is in service, as each role is told of it. */
function Page({ role }: { role: 'officer' | 'taxpayer' }) {
  const ticket = useKnown(({ tickets }) => Object.values(tickets).find(({ state }) => state === 'serving')?.id);
  if (ticket === undefined) return <p>nothing in service</p>;
  return (
    <Suspense>
      <main className="place">
        <VideoCall ticket={ticket} role={role} />
        <Chat ticket={ticket} role={role} />
      </main>
    </Suspense>
  );
}

// For the test to look at what flows.
const made: RTCPeerConnection[] = [];
Object.assign(globalThis, { made });
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    made.push(this);
  }
};

await startLanguage({ zh: {}, en: {} });
const token = takeToken() ?? '';
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <WithSession session={openSession(token)}>
      <Page role={claimsOf(token)?.role === 'station' ? 'officer' : 'taxpayer'} />
    </WithSession>
  </StrictMode>,
);
