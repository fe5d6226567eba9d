import { useSay } from '../base/say.ts';
import type { Way, When } from './choice.ts';

interface WhenChoiceProps {
  way: Way;
  whens: readonly When[];
  when: When;
  choose: (when: When) => void;
}

export function WhenChoice({ way, whens, when, choose }: WhenChoiceProps) {
  const say = useSay();
  return (
    <fieldset className="card choices">
      <legend>{say('number.when')}</legend>
      {whens.map((one) => {
        const key = one === 'call' && way.modality === 'voice' ? 'when.ring' : (`when.${one}` as const);
        return (
          <label key={one}>
            <input type="radio" name="when" value={one} checked={one === when} onChange={() => choose(one)} />
            <span>
              <b>{say(key)}</b>
              <small>{say(`${key}.how`)}</small>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
