import { useEffect, useMemo, useRef, useState } from 'react';
import type { EscalationView } from '../../src/protocol/views.ts';
import { useKnown, useSession } from '../kit/context.tsx';

/** The department's open questions, the most urgent first; null until they have been asked for. */
export function useQuestions(department: string): readonly EscalationView[] | null {
  const { client, known } = useSession();
  const line = useKnown((all) => all.line);
  const told = useKnown((all) => all.escalations);
  const [asked, setAsked] = useState<readonly EscalationView[] | null>(null);
  useEffect(() => {
    if (line !== 'open') return;
    // What is told from here on is newer than the answer.
    known.setState({ escalations: {} });
    client.ask({ type: 'escalations' }).then(
      (answer) => setAsked(answer as EscalationView[]),
      () => {},
    );
  }, [client, known, line]);
  return useMemo(() => {
    if (asked === null) return null;
    const all = new Map(asked.map((question) => [question.ticket, question]));
    for (const question of Object.values(told)) all.set(question.ticket, question);
    return [...all.values()]
      .filter((q) => q.department === department && !q.answered && q.withdrawn !== true)
      .sort((a, b) => a.until - b.until);
  }, [asked, told, department]);
}

/** Hears of the questions that were not there when this was drawn last. */
export function useNewcomers(questions: readonly EscalationView[] | null): EscalationView | undefined {
  const known = useRef<ReadonlySet<string> | null>(null);
  const [last, setLast] = useState<EscalationView>();
  useEffect(() => {
    if (questions === null) return;
    const before = known.current;
    known.current = new Set(questions.map(({ ticket }) => ticket));
    const fresh = before === null ? undefined : questions.find(({ ticket }) => !before.has(ticket));
    if (fresh !== undefined) setLast(fresh);
  }, [questions]);
  return last;
}

/** A question that was open when it was chosen stays in front, also when it is gone from the list. */
export interface Front {
  question: EscalationView;
  gone: boolean;
}

export function useFront(questions: readonly EscalationView[] | null) {
  const [chosen, setChosen] = useState<EscalationView | null>(null);
  const open = questions?.find(({ ticket }) => ticket === chosen?.ticket);
  useEffect(() => {
    if (open !== undefined) setChosen(open);
    else if (chosen === null && questions?.[0] !== undefined) setChosen(questions[0]);
  }, [open, chosen, questions]);
  const front: Front | null = chosen === null ? null : { question: open ?? chosen, gone: open === undefined };
  return {
    front,
    choose: setChosen,
    /** The one that follows it, or the first. */
    next() {
      const rest = questions?.filter(({ ticket }) => ticket !== chosen?.ticket) ?? [];
      setChosen(rest.find(({ until }) => chosen !== null && until >= chosen.until) ?? rest[0] ?? null);
    },
  };
}
