import pc from 'picocolors';
import type { ChannelConfig } from '../config/schema.ts';
import type { BoardView, HallFigures } from '../protocol/views.ts';
import { type CityChannel, cityChannels } from '../simulate/city/profile.ts';
import type { Tally } from '../simulate/city/tally.ts';
import { clockTime, count, each, padEnd, padStart, share, sum } from './text.ts';

/** What is known at one moment. */
export interface Moment {
  board: BoardView;
  /** How many times as fast as the wall clock the day passes. */
  rate: number;
  tally: Tally;
  loans: number;
}

export interface Screen {
  show(moment: Moment): void;
}

const plainEveryMs = 5_000;

/** Columns of the table; where it does not fit, its lines would wrap and could not be drawn over. */
const tableWidth = 78;

/** In a terminal a table that is drawn anew in its place, elsewhere a line every 5 s. */
export function screen(out: NodeJS.WriteStream, channels: ReadonlyMap<string, ChannelConfig>, speed: number): Screen {
  return out.isTTY && out.columns >= tableWidth ? tableScreen(out, channels, speed) : lineScreen(out, speed);
}

/** Slower while somebody is there, faster by night. */
function paceText(rate: number, speed: number): string {
  if (rate < speed) return `×${rate} 有人在办 by hand`;
  return rate > speed ? '夜间 night' : `×${speed}`;
}

const over = (halls: readonly HallFigures[], figure: (hall: HallFigures) => number) =>
  halls.reduce((all, hall) => all + figure(hall), 0);
const waitingBy = ({ halls }: BoardView, channel: CityChannel) => over(halls, ({ waiting }) => waiting[channel] ?? 0);

function lineScreen(out: NodeJS.WriteStream, speed: number): Screen {
  let next = 0;
  return {
    show({ board, rate, tally, loans }) {
      if (performance.now() < next) return;
      next = performance.now() + plainEveryMs;
      const waiting = Object.fromEntries(cityChannels.map((channel) => [channel, waitingBy(board, channel)]));
      const parts = [
        `${clockTime(board.at)} ${paceText(rate, speed)}`,
        `到达 arrived ${count(sum(tally.arrived))}`,
        `等候 waiting ${each(waiting)}`,
        `忙 busy ${over(board.halls, (hall) => hall.busy)}`,
        `闲 ready ${over(board.halls, (hall) => hall.ready)}`,
        `按时 in target ${share(board.answeredInTarget, board.answered)}`,
        `借调 loans ${count(loans)}`,
        `派件 match p99 ${board.matchP99Ms.toFixed(1)} ms`,
      ];
      out.write(`${parts.join(' | ')}\n`);
    },
  };
}

function tableScreen(out: NodeJS.WriteStream, channels: ReadonlyMap<string, ChannelConfig>, speed: number): Screen {
  let drawn = 0;
  const row = (name: string, arrived: string, waiting: string) =>
    `  ${padEnd(name, 50)}${padStart(arrived, 13)}${padStart(waiting, 13)}`;
  const nameOf = (channel: string) => `${channels.get(channel)?.name} ${channels.get(channel)?.en}`;

  return {
    show({ board, rate, tally, loans }) {
      const { halls, answered, answeredInTarget, matchP99Ms } = board;
      const busy = over(halls, (hall) => hall.busy);
      const ready = over(halls, (hall) => hall.ready);
      const open = halls.filter(({ state }) => state === 'open').length;
      const lines = [
        '',
        `  ${pc.bold(clockTime(board.at))}   ${paceText(rate, speed)}   开放 open ${open}/${halls.length}`,
        pc.dim(row('渠道 channel', '到达 arrived', '等候 waiting')),
        ...cityChannels.map((channel) =>
          row(nameOf(channel), count(tally.arrived[channel]), count(waitingBy(board, channel))),
        ),
        `  忙 busy ${busy} · 闲 ready ${ready} · 停 paused ${over(halls, (hall) => hall.paused)} · 在忙 occupancy ${share(busy, busy + ready)}`,
        `  接办 answered ${count(answered)} · 按时 in target ${share(answeredInTarget, answered)} · 放弃 abandoned ${count(board.closed.abandoned ?? 0)}`,
        `  借调 loans ${count(loans)} · 回传 delivered ${count(tally.delivered)} · 派件 match p99 ${matchP99Ms.toFixed(1)} ms`,
      ];
      // Up over the last drawing, and all of it away.
      out.write(`${drawn === 0 ? '' : `\x1b[${drawn}A\x1b[0J`}${lines.join('\n')}\n`);
      drawn = lines.length;
    },
  };
}
