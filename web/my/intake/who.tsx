import { useId } from 'react';
import { Card } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import type { Choice } from './choice.ts';

interface WhoProps {
  /** The number is needed, since it will be called. */
  needed: boolean;
  /** It was tried to go on: what is missing is said. */
  checked: boolean;
  name: string;
  phone: string;
  change: (over: Partial<Choice>) => void;
}

/** No more of a person than what it takes to reach them. Browsers are asked not to keep it. */
export function Who({ needed, checked, name, phone, change }: WhoProps) {
  const say = useSay();
  const id = useId();
  const wrong = checked && !(phone === '' ? !needed : callable.test(phone));
  return (
    <Card title={say('who.title')}>
      <label className="field" htmlFor={`${id}-phone`}>
        {say('who.phone')} <small>{say(needed ? 'who.phone.how' : 'who.phone.optional')}</small>
      </label>
      <input
        id={`${id}-phone`}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        maxLength={30}
        required={needed}
        pattern={callable.source}
        aria-invalid={wrong}
        aria-describedby={`${id}-wrong`}
        value={phone}
        onChange={(event) => change({ phone: event.target.value })}
      />
      <p id={`${id}-wrong`} className="wrong" role="alert">
        {wrong && say('who.phone.wrong')}
      </p>
      <label className="field" htmlFor={`${id}-name`}>
        {say('who.name')} <small>{say('who.name.how')}</small>
      </label>
      <input
        id={`${id}-name`}
        autoComplete="off"
        maxLength={30}
        value={name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <p className="faint">{say('who.privacy')}</p>
    </Card>
  );
}

/** As much as a telephone would take: whether somebody answers is not for a page to say. */
const callable = /^\+?[\d\s\-]{7,20}$/v;
