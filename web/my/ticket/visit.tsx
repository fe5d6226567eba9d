import { useEffect, useState } from 'react';
import { useKnown, WithSession } from '../../kit/context.tsx';
import { keepUp } from '../../kit/keep-up.ts';
import { openSession, type PageSession } from '../../kit/session.ts';
import { claimsOf } from '../../kit/token.ts';
import { useNewerAfter } from '../../kit/version.ts';
import { Skeleton } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { Ended } from './ended.tsx';
import { Mine } from './mine.tsx';

/** The page on a token: its session, as long as it holds. */
export function Visit({ token, anew }: { token: string; anew: () => void }) {
  const [session, setSession] = useState<PageSession | null>(null);
  const claims = claimsOf(token);
  const ours = claims?.role === 'taxpayer';
  useEffect(() => {
    if (!ours) return;
    const opened = openSession(token);
    const stop = keepUp(opened.client, { everyMs: 60_000, unseen: false });
    setSession(opened);
    return () => {
      stop();
      opened.client.close();
    };
  }, [token, ours]);
  if (!ours) return <Ended why="wrong" anew={anew} />;
  if (session === null) return <Skeleton />;
  return (
    <WithSession session={session}>
      <Line />
      <Standing token={token} only={claims.ticket} anew={anew} />
    </WithSession>
  );
}

function Standing({ token, only, anew }: { token: string; only: string | undefined; anew: () => void }) {
  const line = useKnown((known) => known.line);
  const fault = useKnown((known) => known.fault);
  const ready = useKnown((known) => known.ready);
  if (line === 'closed') return <Ended why={fault?.code === 'unauthenticated' ? 'expired' : 'other'} anew={anew} />;
  if (!ready) return <Skeleton />;
  return <Mine token={token} only={only} anew={anew} />;
}

/** Quiet, and only while the line is down; it lies over the page so that nothing moves. */
function Line() {
  const say = useSay();
  const line = useKnown((known) => known.line);
  const ready = useKnown((known) => known.ready);
  useNewerAfter(line);
  const down = line === 'waiting' || (line === 'connecting' && ready);
  return (
    <p className={down ? 'line down' : 'line'} role="status">
      {down && say(ready ? 'my.line.down' : 'my.line.slow')}
    </p>
  );
}
