import type { SlotView } from '../../../src/protocol/http.ts';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';

/** Few places left are worth a word. */
const few = 2;

interface TimeGridProps {
  slots: readonly SlotView[];
  slot: number | undefined;
  choose: (slot: number) => void;
}

export function TimeGrid({ slots, slot, choose }: TimeGridProps) {
  const say = useSay();
  const times = useTimes();
  const isMorning = (one: SlotView) => times.time(one.slot) < '12';
  const halves = [
    ['slot.morning', slots.filter(isMorning)],
    ['slot.afternoon', slots.filter((one) => !isMorning(one))],
  ] as const;
  return halves.map(
    ([half, some]) =>
      some.length > 0 && (
        <fieldset className="times" key={half}>
          <legend>{say(half)}</legend>
          {some.map((one) => (
            <label key={one.slot} className="pick">
              <input type="radio" name="slot" checked={one.slot === slot} onChange={() => choose(one.slot)} />
              <span>
                {times.time(one.slot)}
                {one.free <= few && <small>{say('slot.left', { n: one.free })}</small>}
              </span>
            </label>
          ))}
        </fieldset>
      ),
  );
}
