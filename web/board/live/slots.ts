import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { rowHeight } from './row.tsx';

/** Rows drawn beyond what is seen, on each side. */
export const overscan = 6;

/**
 * What is drawn, with the place of each row among the rows of the page. A row that comes into view takes the elements
 * of one that left it: to change their words is little more than half the work of making new ones. Elements change their
 * order, which readers of the page aloud go by, only once the list rests.
 */
export function useSlots(list: Virtualizer<HTMLDivElement, Element>): { index: number; slot: number }[] {
  const items = list.getVirtualItems();
  const size = Math.ceil((list.scrollRect?.height ?? 0) / rowHeight) + 1 + 2 * overscan;
  const first = useRef(0);
  if (!list.isScrolling) first.current = items[0]?.index ?? 0;
  const place = ({ index }: VirtualItem) => (((index - first.current) % size) + size) % size;
  return items.toSorted((a, b) => place(a) - place(b)).map(({ index }) => ({ index, slot: index % size }));
}
