import { useState } from 'react';
import type { LineView } from '../../../src/protocol/catalogue.ts';
import { useCatalogue } from '../../kit/context.tsx';
import { useHold } from '../../kit/version.ts';
import { useFetched } from '../base/fetched.ts';
import { type Choice, timesOf, usualHall, type Way } from './choice.ts';
import { Matter } from './matter.tsx';
import { Prepare } from './prepare.tsx';
import { useSteps } from './steps.ts';
import { TakeNumber } from './take-number.tsx';

const linesEveryMs = 10_000;

/** Three steps to a number: what about, with what and how, where and when. */
export function Intake({ taken }: { taken: (token: string) => void }) {
  const catalogue = useCatalogue();
  const { step, moved, go, back } = useSteps<'matter' | 'prepare' | 'number'>('matter');
  useHold(step !== 'matter');
  const { value: lines = [] } = useFetched<LineView[]>('/api/lines', linesEveryMs);
  const [choice, setChoice] = useState<Choice>(() => ({
    business: undefined,
    way: undefined,
    hall: usualHall(catalogue),
    when: 'now',
    slot: undefined,
    name: '',
    phone: '',
  }));
  const change = (over: Partial<Choice>) => setChoice((before) => ({ ...before, ...over }));
  const choose = (way: Way) => {
    const line = lines.find((one) => one.hall === choice.hall && one.modality === way.modality);
    const times = timesOf(way);
    const when = line?.state === 'closed' && times.includes('slot') ? 'slot' : times[0];
    change({ way, when: when ?? 'now', slot: undefined });
    go('number');
  };
  const { business, way } = choice;
  if (step === 'number' && business !== undefined && way !== undefined)
    return (
      <TakeNumber
        choice={choice}
        business={business}
        way={way}
        lines={lines}
        change={change}
        back={back}
        taken={taken}
      />
    );
  if (step !== 'matter' && business !== undefined)
    return <Prepare business={business} hall={choice.hall} lines={lines} choose={choose} back={back} />;
  return (
    <Matter
      focus={moved}
      choose={(business) => {
        change({ business, way: undefined, slot: undefined });
        go('prepare');
      }}
    />
  );
}
