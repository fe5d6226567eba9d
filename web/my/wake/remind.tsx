import { useState } from 'react';
import { useHold } from '../../kit/version.ts';
import { Button } from '../base/button.tsx';
import { Card } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import type { Bell } from './bell.ts';

/** Sound and notifications are asked for here, by whoever wants them, and not on entering. */
export function Remind({ bell }: { bell: Bell }) {
  const say = useSay();
  const [on, setOn] = useState<'all' | 'sound'>();
  const [busy, setBusy] = useState(false);
  // A page loaded anew would be silent until somebody touches it.
  useHold(on !== undefined);
  const unlock = async () => {
    setBusy(true);
    const may = await bell.unlock();
    setBusy(false);
    setOn(may ? 'all' : 'sound');
    bell.ring();
  };
  return (
    <Card title={say('remind.title')}>
      <p className="faint" role="status">
        {say(on === undefined ? 'remind.how' : on === 'all' ? 'remind.done' : 'remind.sound')}
      </p>
      {on === undefined ? (
        <Button busy={busy} onClick={() => void unlock()}>
          {say('remind.on')}
        </Button>
      ) : (
        <Button onClick={() => bell.ring()}>{say('remind.test')}</Button>
      )}
    </Card>
  );
}
