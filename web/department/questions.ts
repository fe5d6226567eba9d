import { useEffect, useRef, useState } from 'react';
import type { EscalationView } from '../../src/protocol/views.ts';
import { useKnown, useSession } from '../kit/context.tsx';
import { withQuestion } from './with-question.ts';

/** The department's open questions, the most urgent first; null until they have been asked for. */
export function useQuestions(department: string): readonly EscalationView[] | null {
  const { client, known } = useSession();
  const line = useKnown((all) => all.line);
  const [questions, setQuestions] = useState<readonly EscalationView[] | null>(null);
  useEffect(() => {
    if (line !== 'open') return;
    let left = false;
    // What is told from here on is newer than the answer.
    let early: EscalationView[] | null = [];
    const take = (all: readonly EscalationView[], one: EscalationView) => withQuestion(all, one, department);
    const stop = known.subscribe(({ escalations: now }, { escalations: before }) => {
      const told = Object.values(now).filter((one) => before[one.ticket] !== one);
      if (early !== null) early.push(...told);
      else if (told.length > 0) setQuestions((all) => told.reduce(take, all ?? []));
    });
    client.ask({ type: 'escalations' }).then(
      (answer) => {
        if (left) return;
        setQuestions((early ?? []).reduce(take, answer as EscalationView[]));
        early = null;
      },
      () => {},
    );
    return () => {
      left = true;
      stop();
    };
  }, [client, known, line, department]);
  return questions;
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
