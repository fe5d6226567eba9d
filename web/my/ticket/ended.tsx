import { useKnown, useLanguage } from '../../kit/context.tsx';
import { Button } from '../base/button.tsx';
import { plainly } from '../base/fault.ts';
import { useSay } from '../base/say.ts';
import { Face } from './face.tsx';

interface EndedProps {
  why: 'expired' | 'wrong' | 'other';
  anew: () => void;
}

/** This link leads nowhere any more. */
export function Ended({ why, anew }: EndedProps) {
  const say = useSay();
  return (
    <Face
      tone="off"
      icon="link"
      title={say(`my.ended.${why}`)}
      how={why === 'other' ? <Reason /> : say(`my.ended.${why}.how`)}
    >
      {why === 'other' && <Button onClick={() => location.reload()}>{say('my.reload')}</Button>}
      <Button kind="main" onClick={anew}>
        {say('my.anew')}
      </Button>
    </Face>
  );
}

function Reason() {
  const say = useSay();
  const language = useLanguage();
  return plainly(
    useKnown((known) => known.fault),
    say,
    language,
  );
}
