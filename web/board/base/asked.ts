import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { ClientQuery } from '../../../src/client/connect.ts';
import { useSession } from '../../kit/context.tsx';

/** Counts what was done by this page: each answer that is shown is asked for anew at once. */
const useDone = create<{ times: number }>()(() => ({ times: 0 }));
export const askAnew = (): void => useDone.setState(({ times }) => ({ times: times + 1 }));

export interface Asked<T, Q = ClientQuery> {
  /** The last answer, and to which question it was; absent until there is one. */
  answer?: { to: Q; data: T };
  /** Why the last question was not answered. */
  fault?: unknown;
}

/**
 * The answer to a question, asked again each `everyMs` while the page is looked at (0: once). What was answered stays
 * while the line is down or another question is under way. Null asks nothing.
 */
export function useAsked<T, Q extends ClientQuery = ClientQuery>(query: Q | null, everyMs = 1_000): Asked<T, Q> {
  const { client } = useSession();
  const done = useDone((state) => state.times);
  const [asked, setAsked] = useState<Asked<T, Q>>({});
  const wanted = useRef(query);
  wanted.current = query;
  const key = JSON.stringify(query);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is the same while its text is, and asked anew after each deed.
  useEffect(() => {
    const to = wanted.current;
    if (to === null) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      clearTimeout(timer);
      try {
        const data = (await client.ask(to)) as T;
        if (!over) setAsked({ answer: { to, data } });
      } catch (fault) {
        if (!over) setAsked(({ answer }) => ({ ...(answer && { answer }), fault }));
      }
      if (!over && everyMs > 0) timer = setTimeout(again, everyMs);
    };
    const again = () => {
      // Nobody looks: whoever comes back asks first.
      if (!document.hidden) void ask();
    };
    const seen = () => document.hidden || everyMs === 0 || void ask();
    void ask();
    document.addEventListener('visibilitychange', seen);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [client, key, everyMs, done]);
  return asked;
}
