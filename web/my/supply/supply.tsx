import { useId, useState } from 'react';
import type { MaterialView } from '../../../src/protocol/http.ts';
import { useSession } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { otherItem } from './other.ts';

interface SupplyProps {
  ticket: string;
  /** What was asked for and is not there yet. */
  items: readonly string[];
  files: readonly MaterialView[];
  /** Something is still on its way. */
  sending: boolean;
}

/** Hands what was uploaded to the officer; with what is missing left out only on purpose. */
export function Supply({ ticket, items, files, sending }: SupplyProps) {
  const say = useSay();
  const id = useId();
  const { client } = useSession();
  const { act, busy, fault } = useAct();
  const [note, setNote] = useState('');
  const given = files.filter(({ item }) => item === otherItem || items.includes(item));
  const missing = items.filter((item) => !given.some((file) => file.item === item)).length;
  const word = note.trim();
  const nothing = given.length === 0 && word === '';
  const send = async () => {
    const sent = await act(() =>
      client.command({
        type: 'supply',
        ticket,
        materials: given.map(({ item, ref, sha256, bytes }) => ({
          ...(item !== otherItem && { item }),
          ...{ ref, sha256, bytes },
        })),
        ...(word !== '' && { note: word }),
        done: true,
      }),
    );
    if (sent) scrollTo({ top: 0 });
  };
  return (
    <div className="supply">
      <label className="field" htmlFor={id}>
        {say('files.note')}
      </label>
      <textarea id={id} rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      <p className="faint" role="status">
        {nothing ? say('files.nothing') : missing > 0 ? say('files.partial', { n: missing }) : ''}
      </p>
      <Fault of={fault} />
      <Button
        kind={missing > 0 ? 'plain' : 'main'}
        busy={busy}
        disabled={nothing || sending}
        onClick={() => void send()}
      >
        {say(missing > 0 ? 'files.partial.do' : 'files.send')}
      </Button>
    </div>
  );
}
