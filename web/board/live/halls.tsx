import { SettingOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HallFigures } from '../../../src/protocol/views.ts';
import { asClock } from '../../kit/clock.ts';
import { useCatalogue, useKnown } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useAddress } from '../base/address.ts';
import { useFilters } from '../base/filters.ts';
import { useShow } from '../base/show.ts';
import { State } from '../base/state.tsx';

/** The halls overseen, each in its fixed place; one that is chosen filters the lists. */
export function Halls() {
  const { t } = useTranslation();
  const { groups } = useCatalogue();
  const names = useNames();
  const board = useKnown((known) => known.board);
  const { hall: chosen } = useFilters();
  const { set } = useAddress();
  const { open } = useShow();
  const byGroup = useByGroup();
  const choose = (hall: string) => set({ hall: hall === chosen ? null : hall });
  return (
    <section className="board-list board-halls" aria-label={t('board.halls')}>
      <header>
        <h2>
          {t('board.halls')} <b>{board?.halls.length ?? '…'}</b>
        </h2>
      </header>
      {board === undefined ? (
        <Skeleton active className="board-empty" />
      ) : (
        <div className="board-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('board.column.hall')}</th>
                {groups.map(({ code }) => (
                  <th scope="col" key={code} title={names.group(code)}>
                    {t(`board.group.${code}`, { defaultValue: names.group(code) })}
                  </th>
                ))}
                <th scope="col">{t('board.column.oldest')}</th>
                <th scope="col" title={t('board.column.people.long')}>
                  {t('board.column.people')}
                </th>
                <th scope="col" title={t('board.column.level.long')}>
                  {t('board.column.level')}
                </th>
                <th scope="col">
                  <span className="board-sr">{t('board.column.more')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {board.halls.map((row) => (
                <tr
                  key={row.hall}
                  className={row.hall === chosen ? 'board-chosen' : ''}
                  onClick={() => choose(row.hall)}
                >
                  <th scope="row">
                    <div className="board-hall-name">
                      <button type="button" title={names.hall(row.hall)} aria-pressed={row.hall === chosen}>
                        {names.hall(row.hall)}
                      </button>
                      <State of="hall" state={row.state} />
                    </div>
                  </th>
                  {groups.map(({ code }) => (
                    <td key={code} className={(byGroup(row)[code] ?? 0) === 0 ? 'board-zero' : ''}>
                      {byGroup(row)[code] ?? 0}
                    </td>
                  ))}
                  <td>{row.oldestMs === 0 ? '–' : asClock(row.oldestMs)}</td>
                  <td>
                    {row.ready}/{row.busy}/{row.paused}
                  </td>
                  <td>{row.serviceLevel === undefined ? '–' : `${Math.round(row.serviceLevel * 100)}%`}</td>
                  <td>
                    <Button
                      size="small"
                      type="text"
                      icon={<SettingOutlined />}
                      aria-label={t('board.hall.more', { hall: names.hall(row.hall) })}
                      onClick={(event) => {
                        event.stopPropagation();
                        open('hall', row.hall);
                      }}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Who waits at a hall, by the group that its channel belongs to. */
function useByGroup(): (row: HallFigures) => Record<string, number> {
  const { channels } = useCatalogue();
  return useMemo(() => {
    const groupOf = new Map(channels.map(({ code, group }) => [code, group]));
    return ({ waiting }) => {
      const sums: Record<string, number> = {};
      for (const [channel, n] of Object.entries(waiting)) {
        const group = groupOf.get(channel) ?? channel;
        sums[group] = (sums[group] ?? 0) + n;
      }
      return sums;
    };
  }, [channels]);
}
