import { useId, useRef, useState } from 'react';
import type { LineView } from '../../../src/protocol/catalogue.ts';
import type { SlotView, TakenTicket } from '../../../src/protocol/http.ts';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { named, shortly } from '../../kit/language.ts';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { ask } from '../base/http.ts';
import { Card, Fault, Heading } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { SlotPicker } from '../slots/slot-picker.tsx';
import { BackTo } from './back-to.tsx';
import { type Business, type Choice, rememberHall, requestOf, timesOf, type Way } from './choice.ts';
import { LineState, useShortWait } from './line-state.tsx';
import { RequestId } from './request-id.ts';
import { WhenChoice } from './when-choice.tsx';
import { Who } from './who.tsx';

interface TakeNumberProps {
  choice: Choice;
  business: Business;
  way: Way;
  lines: readonly LineView[];
  change: (over: Partial<Choice>) => void;
  back: () => void;
  taken: (token: string) => void;
}

const slotDays = 14;

/** Where, when, and how to be reached; then the number is taken. */
export function TakeNumber({ choice, business, way, lines, change, back, taken }: TakeNumberProps) {
  const say = useSay();
  const language = useLanguage();
  const { halls } = useCatalogue();
  const { act, busy, fault } = useAct();
  const [checked, setChecked] = useState(false);
  const [requestId] = useState(() => new RequestId());
  const form = useRef<HTMLFormElement>(null);
  const hallId = useId();
  const { hall, when, slot } = choice;
  const whens = timesOf(way);
  const slotsAt = `/api/slots?business=${business.code}&channel=${way.channel}&hall=${hall}&days=${slotDays}`;
  const inLine = useShortWait(lines, way.modality);
  const take = async () => {
    setChecked(true);
    const request = requestOf(choice, '');
    if (request === null || form.current?.checkValidity() === false) {
      form.current?.querySelector<HTMLElement>('input:invalid')?.focus();
      return;
    }
    await act(async () => {
      const json = { ...request, id: requestId.of(request) };
      const { token } = await ask<TakenTicket>('/api/tickets', { json });
      rememberHall(hall);
      taken(token);
    });
  };
  return (
    <>
      <BackTo back={back} />
      <Heading focus>{say('number.title')}</Heading>
      <p className="summary">
        {named(language, business)} · {say(`way.${way.modality}`)}
      </p>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <Card>
          <label className="field" htmlFor={hallId}>
            {say('number.hall')} <small>{say('number.hall.how')}</small>
          </label>
          <select id={hallId} value={hall} onChange={(event) => change({ hall: event.target.value, slot: undefined })}>
            {halls.map((one) => (
              <option key={one.code} value={one.code}>
                {inLine(one.code, shortly(language, one))}
              </option>
            ))}
          </select>
          <LineState lines={lines} hall={hall} modality={way.modality} />
        </Card>
        {whens.length > 1 && <WhenChoice way={way} whens={whens} when={when} choose={(to) => change({ when: to })} />}
        {when === 'slot' && (
          <SlotPicker
            key={slotsAt}
            load={() => ask<SlotView[]>(slotsAt)}
            slot={slot}
            choose={(to) => change({ slot: to })}
          />
        )}
        <Who
          needed={way.modality === 'voice'}
          checked={checked}
          name={choice.name}
          phone={choice.phone}
          change={change}
        />
        <div className="bottom stick">
          {checked && when === 'slot' && slot === undefined && <p role="alert">{say('take.slot.choose')}</p>}
          <Fault of={fault} />
          <Button kind="main" type="submit" busy={busy}>
            {say(
              when === 'slot'
                ? 'take.slot'
                : way.modality === 'document'
                  ? 'take.document'
                  : way.modality === 'voice'
                    ? 'take.ring'
                    : 'take.now',
            )}
          </Button>
        </div>
      </form>
    </>
  );
}
