import { useEffect } from 'react';
import { create } from 'zustand';
import type { FollowUpView } from '../../../src/protocol/views.ts';
import { useKnown, useSession } from '../../kit/context.tsx';

const useTold = create<{ all: readonly FollowUpView[] }>()(() => ({ all: [] }));

/** 差评: the own bad ratings; those that wait for a word of this officer are `open`. */
export function useConcerns() {
  const all = useTold((told) => told.all);
  const open = all.filter(({ state, finding }) => state === 'answered' && finding === 'upheld');
  return { all, open };
}

/** Asks for them at first, and again when one has changed: only the server knows whom each concerns. */
export function useAskConcerns(): void {
  const { client } = useSession();
  const line = useKnown((known) => known.line);
  const pushed = useKnown((known) => known.followUps);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a push is a reason to ask again
  useEffect(() => {
    if (line !== 'open') return;
    client.ask({ type: 'followUps' }).then(
      (answer) => useTold.setState({ all: answer as FollowUpView[] }),
      // The last answer stays; the next push or line asks again.
      () => {},
    );
  }, [client, line, pushed]);
}
