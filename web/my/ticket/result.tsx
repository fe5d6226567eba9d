import type { Outcome } from '../../../src/protocol/commands.ts';
import { useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { Button } from '../base/button.tsx';
import { Card } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';
import { Rate } from '../rate/rate.tsx';
import { Face } from './face.tsx';
import type { Told } from './use-story.ts';

interface ResultProps {
  ticket: string;
  outcome: Outcome | undefined;
  reply: string | undefined;
  /** Undefined while it is not known. */
  story: readonly Told[] | undefined;
  anew: () => void;
}

/** How it ended, what was answered, and the rating while its time lasts. */
export function Result({ ticket, outcome = 'resolved', reply, story, anew }: ResultProps) {
  const say = useSay();
  const times = useTimes();
  const { clock } = useSession();
  const now = useNow(clock, 60_000);
  const ended = story?.find((e) => e.type === 'ticket.closed');
  const rated = story?.some((e) => e.type === 'rating.given') === true;
  const rateable = (ended?.rateUntil ?? 0) > now;
  return (
    <>
      <Face
        tone={outcome === 'resolved' ? 'good' : 'off'}
        icon={outcome === 'resolved' ? 'check' : 'off'}
        title={say(`end.${outcome}`)}
        how={say(`end.${outcome}.how`)}
      >
        {ended !== undefined && <p className="faint">{say('end.at', { time: times.when(ended.at) })}</p>}
      </Face>
      {reply !== undefined && (
        <Card title={say('end.reply')}>
          <p className="reply" lang="zh-CN">
            {reply}
          </p>
        </Card>
      )}
      {(rateable || rated) && <Rate ticket={ticket} rated={rated} />}
      <div className="bottom">
        <Button kind={outcome === 'resolved' ? 'plain' : 'main'} onClick={anew}>
          {say('my.anew')}
        </Button>
      </div>
    </>
  );
}
