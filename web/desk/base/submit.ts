import type { KeyboardEvent } from 'react';

/** Ctrl+Enter sends a form also from a field where Enter makes a line. */
export function onCtrlEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
