import { useState } from 'react';
import type { SlotView } from '../../../src/protocol/http.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useSession } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { SlotPicker } from '../slots/slot-picker.tsx';

const days = 14;

export function Rebook({ ticket, done }: { ticket: TicketView; done: () => void }) {
  const say = useSay();
  const { client } = useSession();
  const { act, busy, fault } = useAct();
  const [slot, setSlot] = useState<number>();
  const { id, business, channel, hall } = ticket;
  const load = async () => (await client.ask({ type: 'slots', business, channel, hall, days })) as SlotView[];
  const move = async () => {
    if (slot !== undefined && (await act(() => client.command({ type: 'rebook', ticket: id, slot })))) done();
  };
  return (
    <div className="rebook">
      <SlotPicker load={load} slot={slot} choose={setSlot} />
      <Fault of={fault} />
      <Button kind="main" busy={busy} disabled={slot === undefined} onClick={() => void move()}>
        {say('booked.rebook.do')}
      </Button>
      <Button kind="quiet" onClick={done}>
        {say('booked.rebook.keep')}
      </Button>
    </div>
  );
}
