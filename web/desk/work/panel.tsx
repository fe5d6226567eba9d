import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Piece } from '../base/desk.ts';
import { type Panel, useUi } from '../base/ui.ts';
import { WrapUp } from '../wrap/wrap-up.tsx';
import { Escalate } from './escalate.tsx';
import { MessageForm } from './message.tsx';
import { panelsOf } from './panels.ts';
import { Supplement } from './supplement.tsx';
import { Target } from './target.tsx';

const nothing: ReadonlySet<Panel> = new Set();

/**
 * The form that is open below a ticket. Escape closes it; what stands in a form that was opened stays there while the
 * ticket is on the desk. `front`: the focus may go to it.
 */
export function PanelBody({ piece, front }: { piece: Piece; front: boolean }) {
  const { ticket } = piece;
  const wanted = useUi((ui) => ui.panels[ticket.id]);
  const open = wanted !== undefined && panelsOf(piece).includes(wanted) ? wanted : undefined;
  const [opened, setOpened] = useState(nothing);
  if (open !== undefined && !opened.has(open)) setOpened(new Set(opened).add(open));
  return panelsOf(piece)
    .filter((panel) => opened.has(panel))
    .map((panel) => <Form key={panel} panel={panel} piece={piece} seen={panel === open} front={front} />);
}

interface FormProps {
  panel: Panel;
  piece: Piece;
  seen: boolean;
  front: boolean;
}

function Form({ panel, piece: { ticket, phase }, seen, front }: FormProps) {
  const { t } = useTranslation();
  const close = useUi((ui) => ui.open);
  const section = useRef<HTMLElement>(null);
  const away = () => close(ticket.id, undefined);
  // Who opens a form goes on in it: at what is marked, else at its beginning.
  useEffect(() => {
    if (!seen || !front) return;
    const all = section.current;
    all?.scrollIntoView({ block: 'nearest' });
    const first = all?.querySelector<HTMLElement>('[data-first] :is(input, textarea)');
    (first ?? all?.querySelector<HTMLElement>('input:checked, input, textarea'))?.focus();
  }, [seen, front]);
  return (
    <section
      ref={section}
      hidden={!seen}
      className="desk-panel"
      aria-label={t(`desk.panel.${panel}`)}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && away()}
    >
      {panel === 'wrapUp' && <WrapUp ticket={ticket} />}
      {panel === 'supplement' && <Supplement ticket={ticket} />}
      {panel === 'transfer' && (
        <Target ticket={ticket} kind="transfer" talks={phase === 'serving'} seen={seen} onDone={away} />
      )}
      {panel === 'consult' && <Target ticket={ticket} kind="consult" talks seen={seen} onDone={away} />}
      {panel === 'escalate' && <Escalate ticket={ticket} />}
      {panel === 'message' && <MessageForm ticket={ticket} onDone={away} />}
    </section>
  );
}
