import { useVirtualizer } from '@tanstack/react-virtual';
import { Skeleton } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientQuery } from '../../../src/client/connect.ts';
import { useNow } from '../../kit/clock.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { useAsked } from '../base/asked.ts';
import { useAtMost } from './at-most.ts';
import { useCursor } from './cursor.ts';
import { type Cells, headHeight, Row, rowHeight } from './row.tsx';
import { overscan, useSlots } from './slots.ts';

type Windowed = Extract<ClientQuery, { type: 'tickets' | 'stations' }>;

interface Props<Q extends Windowed, T> {
  title: string;
  /** Beside the title. */
  tools?: ReactNode;
  className: string;
  columns: readonly string[];
  /** Without what depends on the place in the list. */
  query: Omit<Q, 'offset' | 'limit'>;
  keyOf(row: T): string;
  /** Stay the same, or every row is drawn again. */
  cells: Cells<T>;
  onOpen(row: T): void;
  empty: string;
}

/** Asked for beyond what is seen, so that scrolling finds it there; and the most that one question may want. */
const margin = 30;
const most = 200;
/** While the list is scrolled another part of it is asked for so often. */
const turnMs = 80;

/** A list of any length: only what is looked at is drawn, and asked for once a second. */
export function LiveList<Q extends Windowed, T>(props: Props<Q, T>) {
  const { title, tools, className, columns, query, keyOf, cells, onOpen, empty } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(useSession().clock);
  const scroller = useRef<HTMLDivElement>(null);
  const table = useId();
  const [count, setCount] = useState(0);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    // The head stays where it is, over the rows.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const seen = virtual.getVirtualItems();
  const slots = useSlots(virtual);
  const offset = useAtMost(Math.floor(Math.max(0, (seen[0]?.index ?? 0) - margin) / margin) * margin, turnMs);
  const limit = Math.min(most, Math.ceil(seen.length / margin + 3) * margin);
  const asked = { ...query, offset, limit } as Q;
  const { answer, fault } = useAsked<{ total: number; rows: T[] }, Q>(asked);
  const total = answer?.data.total;
  useEffect(() => {
    if (total !== undefined) setCount(total);
  }, [total]);
  const same = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other filters show another list, from its beginning.
  useEffect(() => {
    void scroller.current?.scrollTo({ top: 0 });
  }, [same]);

  const rowAt = (index: number) => answer?.data.rows[index - answer.to.offset];
  const indexOf = (key: string) => {
    const at = answer?.data.rows.findIndex((row) => keyOf(row) === key) ?? -1;
    return at < 0 ? at : at + (answer?.to.offset ?? 0);
  };
  const cursor = useCursor({
    count,
    page: Math.max(1, Math.floor((virtual.scrollRect?.height ?? 0) / rowHeight) - 1),
    rowAt,
    keyOf,
    indexOf,
    show: (index) => virtual.scrollToIndex(index),
    onOpen,
  });
  const active = slots.find(({ index }) => index === cursor.at);

  return (
    <section className={`board-list ${className}`} aria-label={title}>
      <header>
        <h2>
          {title} <b>{total?.toLocaleString(language) ?? '…'}</b>
        </h2>
        {tools}
      </header>
      <div className="board-scroll" ref={scroller}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that keys go about in.
          role="grid"
          aria-label={title}
          aria-rowcount={count + 1}
          tabIndex={count > 0 ? 0 : -1}
          aria-activedescendant={active === undefined ? undefined : `${table}-${active.slot}`}
          onKeyDown={cursor.onKeyDown}
          onClick={cursor.onClick}
        >
          <thead>
            <tr className="board-row board-row-head" aria-rowindex={1}>
              {columns.map((column) => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          {/* As high as the whole list is. */}
          <tbody style={{ height: virtual.getTotalSize() }}>
            {slots.map(({ index, slot }) => (
              <Row
                key={slot}
                id={`${table}-${slot}`}
                row={rowAt(index)}
                at={index === cursor.at}
                {...{ index, now, cells }}
              />
            ))}
          </tbody>
        </table>
      </div>
      {total === undefined && fault === undefined && <Skeleton active className="board-empty" />}
      {total === undefined && fault !== undefined && <p className="board-empty">{wordsOf(fault, language)}</p>}
      {total === 0 && <p className="board-empty">{empty || t('common.none')}</p>}
    </section>
  );
}
