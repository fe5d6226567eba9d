import { usePieces } from '../base/desk.ts';
import { useKeys } from '../base/keys.ts';
import { type Drawn, type Panel, useUi } from '../base/ui.ts';
import { panelsOf } from './panels.ts';

/** Keys for the ticket in front, and for what is always in view. Those of an offer are the offer's own. */
export function useDeskKeys(): void {
  const pieces = usePieces();
  const { active, choose, toggle, draw, drawn } = useUi();
  const piece = pieces.find(({ ticket }) => ticket.id === active);

  const panel = (wanted: Panel) => () => {
    if (piece === undefined || !panelsOf(piece).includes(wanted)) return false;
    toggle(piece.ticket.id, wanted);
    return true;
  };
  const bring = (index: number) => () => {
    const to = pieces[index]?.ticket.id;
    if (to === undefined) return false;
    choose(to);
    return true;
  };
  const opened = (what: Drawn) => () => {
    draw(drawn === what ? null : what);
    return true;
  };
  const click = (id: string) => () => {
    const button = document.getElementById(id);
    button?.click();
    button?.focus();
    return button !== null;
  };
  useKeys({
    'alt+1': bring(0),
    'alt+2': bring(1),
    'alt+3': bring(2),
    'alt+4': bring(3),
    w: panel('wrapUp'),
    s: panel('supplement'),
    t: panel('transfer'),
    c: panel('consult'),
    q: panel('escalate'),
    m: panel('message'),
    e: click('desk-end'),
    'alt+p': click('desk-ready'),
    'alt+c': () => {
      const box = document.querySelector<HTMLElement>('[data-desk-chat] input, [data-desk-chat] textarea');
      box?.focus();
      return box !== null;
    },
    d: opened('day'),
    l: opened('inbox'),
    '?': opened('help'),
  });
}
