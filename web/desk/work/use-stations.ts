import { useEffect, useState } from 'react';
import type { StationsAnswer } from '../../../src/protocol/messages.ts';
import type { StationView } from '../../../src/protocol/views.ts';
import { useKnown, useSession } from '../../kit/context.tsx';
import { seat } from '../base/seat.ts';

const everyMs = 2_000;
const order: Readonly<Record<string, number>> = { ready: 0, working: 1, serving: 2, wrapUp: 2, offered: 2, paused: 3 };

/** Other stations as they are now, who can take something first; null until the first answer. */
export function useStations(filter: {
  hall: string;
  group?: string;
  business?: string;
}): readonly StationView[] | null {
  const { client } = useSession();
  const line = useKnown((known) => known.line);
  const [found, setFound] = useState<readonly StationView[] | null>(null);
  const { hall, group, business } = filter;
  useEffect(() => {
    setFound(null);
    if (line !== 'open') return;
    let over = false;
    const ask = () => {
      const query = { ...(group !== undefined && { group }), ...(business !== undefined && { business }) };
      client.ask({ type: 'stations', hall, ...query, offset: 0, limit: 500 }).then(
        (answer) => {
          if (over) return;
          const others = (answer as StationsAnswer).rows.filter(({ id }) => id !== seat().station);
          setFound(others.sort((a, b) => (order[a.state] ?? 4) - (order[b.state] ?? 4)));
        },
        () => {},
      );
    };
    ask();
    const timer = setInterval(() => document.hidden || ask(), everyMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [client, line, hall, group, business]);
  return found;
}
