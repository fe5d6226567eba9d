import { Icon } from '../base/icons.tsx';
import { useSay } from '../base/say.ts';

export function BackTo({ back }: { back: () => void }) {
  const say = useSay();
  return (
    <button type="button" className="back" onClick={back}>
      <Icon name="back" />
      {say('my.back')}
    </button>
  );
}
