import { useId, useState } from 'react';
import { CodedError } from '../../../src/protocol/codes.ts';
import { useCatalogue, useLanguage, useSession } from '../../kit/context.tsx';
import { worded } from '../../kit/language.ts';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { Card, Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { Mood } from './mood.tsx';

const most = 5;

/** 好差评 in two taps: how it was, and send. Reasons and a word are for who wants to say more. */
export function Rate({ ticket, rated }: { ticket: string; rated: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const { grades, reasons } = useCatalogue().ratings;
  const { client } = useSession();
  const { act, busy, fault } = useAct();
  const [grade, setGrade] = useState<number>();
  const [why, setWhy] = useState<readonly string[]>([]);
  const [comment, setComment] = useState('');
  const [done, setDone] = useState(false);
  const id = useId();
  const already = rated || (fault instanceof CodedError && fault.code === 'already-rated');
  if (done || already)
    return <Thanks words={say(done ? (isBad(grade) ? 'rate.thanks.bad' : 'rate.thanks') : 'rate.was')} />;
  const fitting = reasons.filter((reason) => grade !== undefined && reason.grades.includes(grade));
  const toggle = (code: string) =>
    setWhy((all) => (all.includes(code) ? all.filter((one) => one !== code) : [...all, code].slice(-most)));
  const send = async () => {
    if (grade === undefined) return;
    const word = comment.trim();
    const given = { ticket, grade, reasons: [...why], ...(word !== '' && { comment: word }) };
    if (await act(() => client.command({ type: 'rate', ...given }))) setDone(true);
  };
  return (
    <Card title={say('rate.title')}>
      <fieldset className="grades">
        <legend className="unseen">{say('rate.title')}</legend>
        {grades.map((name, i) => (
          <label key={name.zh} className="pick">
            <input
              type="radio"
              name={`${id}-grade`}
              checked={grade === i + 1}
              onChange={() => {
                setGrade(i + 1);
                setWhy([]);
              }}
            />
            <span>
              <Mood grade={i + 1} />
              <small>{worded(language, name)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {grade !== undefined && (
        <>
          <fieldset className="reasons">
            <legend>{say('rate.reasons')}</legend>
            {fitting.map((reason) => (
              <label key={reason.code} className="pick">
                <input type="checkbox" checked={why.includes(reason.code)} onChange={() => toggle(reason.code)} />
                <span>{worded(language, reason)}</span>
              </label>
            ))}
          </fieldset>
          <label className="field" htmlFor={`${id}-word`}>
            {say(isBad(grade) ? 'rate.comment.bad' : 'rate.comment')}
          </label>
          <textarea
            id={`${id}-word`}
            rows={2}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        </>
      )}
      <Fault of={fault} />
      <Button kind="main" busy={busy} disabled={grade === undefined} onClick={() => void send()}>
        {say('rate.do')}
      </Button>
    </Card>
  );
}

/** 差评, as everybody calls the lower two of five. */
const isBad = (grade: number | undefined): boolean => grade !== undefined && grade <= 2;

const Thanks = ({ words }: { words: string }) => (
  <Card>
    <p className="thanks" role="status">
      {words}
    </p>
  </Card>
);
