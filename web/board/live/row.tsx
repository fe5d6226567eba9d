import { memo, type ReactNode } from 'react';

export const rowHeight = 48;

/** Cells of a row as it is at `now`: plain elements, for a scroll makes hundreds of rows a second. */
export type Cells<T> = (row: T, now: number) => ReactNode;

interface Props<T> {
  /** Absent until it is known. */
  row: T | undefined;
  index: number;
  start: number;
  now: number;
  cells: Cells<T>;
  onOpen(row: T): void;
}

function PlainRow<T>({ row, index, start, now, cells, onOpen }: Props<T>) {
  return (
    <tr
      aria-rowindex={index + 2}
      className="board-row"
      style={{ height: rowHeight, transform: `translateY(${start}px)` }}
      onClick={() => row !== undefined && onOpen(row)}
    >
      {row === undefined ? <td className="board-row-wait" /> : cells(row, now)}
    </tr>
  );
}

/** Drawn again only when it shows something else; where the list has been scrolled to is none of it. */
export const Row = memo(PlainRow) as typeof PlainRow;
