import { memo, type ReactNode } from 'react';

/** For a matter's name on two lines, and one line of small words. */
export const rowHeight = 52;
export const headHeight = 28;

/** Cells of a row as it is at `now`: plain elements, for a scroll makes hundreds of rows a second. */
export type Cells<T> = (row: T, now: number) => ReactNode;

interface Props<T> {
  id: string;
  /** Absent until it is known. */
  row: T | undefined;
  index: number;
  now: number;
  /** The keyboard is at it. */
  at: boolean;
  cells: Cells<T>;
}

function PlainRow<T>({ id, row, index, now, at, cells }: Props<T>) {
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      className={at ? 'board-row board-row-at' : 'board-row'}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
    >
      {row === undefined ? <td className="board-row-wait" /> : cells(row, now)}
    </tr>
  );
}

/** Drawn again only when it shows something else; where the list has been scrolled to is none of it. */
export const Row = memo(PlainRow) as typeof PlainRow;
