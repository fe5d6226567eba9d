import { Button } from './button.tsx';
import { useSay } from './say.ts';

/** In place of a part that did not come. */
export function Reload() {
  const say = useSay();
  return (
    <div role="alert" className="fault">
      {say('my.fault.page')}
      <Button kind="quiet" onClick={() => location.reload()}>
        {say('my.reload')}
      </Button>
    </div>
  );
}
