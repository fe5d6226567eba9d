import { useEffect, useMemo, useRef, useState } from 'react';
import type { SlotView } from '../../../src/protocol/http.ts';
import { Card, Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';
import { TimeGrid } from './time-grid.tsx';

interface SlotPickerProps {
  load: () => Promise<SlotView[]>;
  slot: number | undefined;
  choose: (slot: number) => void;
}

/** A day in one row, then a time in a grid; nothing that cannot be had is shown. Give it a `key` for what it is asked of. */
export function SlotPicker({ load, slot, choose }: SlotPickerProps) {
  const say = useSay();
  const times = useTimes();
  const [slots, setSlots] = useState<SlotView[]>();
  const [fault, setFault] = useState<unknown>();
  const [round, setRound] = useState(0);
  /** A slot of the day that was chosen: days have other names in another language. */
  const [day, setDay] = useState<number>();
  const loading = useRef(load);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is how it is asked again.
  useEffect(() => {
    let left = false;
    setFault(undefined);
    loading.current().then(
      (found) => left || setSlots(found),
      (error: unknown) => left || setFault(error),
    );
    return () => {
      left = true;
    };
  }, [round]);
  const days = useMemo(() => {
    const found = new Map<string, SlotView[]>();
    for (const one of slots ?? []) found.set(times.day(one.slot), [...(found.get(times.day(one.slot)) ?? []), one]);
    return found;
  }, [slots, times]);
  if (fault !== undefined) return <Fault of={fault} again={() => setRound((n) => n + 1)} />;
  if (slots?.length === 0) return <p className="card">{say('slot.none')}</p>;
  const wanted = day === undefined ? '' : times.day(day);
  const chosenDay = days.has(wanted) ? wanted : [...days.keys()][0];
  return (
    <Card>
      <div className="slots" aria-busy={slots === undefined}>
        <fieldset className="days">
          <legend className="unseen">{say('slot.day')}</legend>
          {[...days].map(([name, [first]]) => (
            <label key={name} className="pick">
              <input type="radio" name="day" checked={name === chosenDay} onChange={() => setDay(first?.slot)} />
              <span>
                <b>{name}</b>
                <small>{first !== undefined && times.weekday(first.slot)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <TimeGrid slots={days.get(chosenDay ?? '') ?? []} slot={slot} choose={choose} />
      </div>
    </Card>
  );
}
