import { type KeyboardEvent, type MouseEvent, useState } from 'react';

interface List<T> {
  count: number;
  /** As many rows as are seen at once. */
  page: number;
  /** Absent until it is known. */
  rowAt(index: number): T | undefined;
  keyOf(row: T): string;
  /** Where it is among the rows that are known; -1: nowhere. */
  indexOf(key: string): number;
  show(index: number): void;
  onOpen(row: T): void;
}

/**
 * The one row that the keyboard is at, as in a table of a spreadsheet: arrows, pages, first and last; Enter or a click
 * opens. It goes along with its row when that takes another place.
 */
export function useCursor<T>({ count, page, rowAt, keyOf, indexOf, show, onOpen }: List<T>) {
  const [cursor, setCursor] = useState<{ index: number; key: string | null }>({ index: 0, key: null });
  const known = cursor.key === null ? -1 : indexOf(cursor.key);
  const at = Math.max(0, Math.min(known < 0 ? cursor.index : known, count - 1));
  const goTo = (index: number) => {
    const row = rowAt(index);
    setCursor({ index, key: row === undefined ? null : keyOf(row) });
  };
  const open = (index: number) => {
    const row = rowAt(index);
    if (row !== undefined) onOpen(row);
  };
  return {
    at,
    onKeyDown(event: KeyboardEvent) {
      const { key } = event;
      const steps: Record<string, number> = {
        ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count },
      };
      const step = steps[key];
      if (step === undefined && key !== 'Enter' && key !== ' ') return;
      event.preventDefault();
      if (step === undefined) return open(at);
      const to = Math.max(0, Math.min(at + step, count - 1));
      goTo(to);
      show(to);
    },
    onClick({ target, currentTarget }: MouseEvent<HTMLElement>) {
      const row = target instanceof Element ? target.closest('tbody tr') : null;
      if (row === null) return;
      const index = Number(row.ariaRowIndex) - 2;
      // Where focus comes back to; the elements of this row may be another's by then.
      currentTarget.focus({ preventScroll: true });
      goTo(index);
      open(index);
    },
  };
}
