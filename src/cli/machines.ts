import { readFile, writeFile } from 'node:fs/promises';
import { drawMachine } from '../actors/draw.ts';
import type { Flat } from '../actors/flat.ts';
import { followUp } from '../actors/follow-up.ts';
import { hall } from '../actors/hall.ts';
import { seat } from '../actors/seat.ts';
import { ticket } from '../actors/ticket.ts';
import { window } from '../actors/window.ts';

const FOLDER = new URL('../../docs/machines/', import.meta.url);

/** The page of one machine, beside its file's name; `names`: its states in Chinese. */
function page<S extends string, C, I>(file: string, chinese: string, machine: Flat<S, C, I>, names: Record<S, string>) {
  const text = drawMachine({ title: `${chinese} ${file}`, source: `src/actors/${file}.ts`, machine, names });
  return [`${file}.md`, text] as const;
}

/** Every page of docs/machines, by the name of its file. */
export const machinePages = (): Map<string, string> =>
  new Map([
    page('ticket', '办件', ticket, {
      waiting: '等候',
      offered: '待接',
      serving: '办理中',
      wrapUp: '办后',
      parked: '挂起',
      escalated: '快速响应',
      quarantined: '隔离',
      closed: '办结',
    }),
    page('seat', '云坐席', seat, {
      signedOut: '未签到',
      paused: '暂离',
      ready: '空闲',
      offered: '待接',
      serving: '通话中',
      wrapUp: '话后',
    }),
    page('window', '云窗口', window, { signedOut: '未签到', paused: '暂离', ready: '空闲', working: '办理中' }),
    page('hall', '云税厅', hall, { closed: '关闭', open: '开放', draining: '收尾' }),
    page('follow-up', '差评整改', followUp, { open: '待核查', answered: '已答复', appealed: '申诉中', closed: '办结' }),
  ]);

/** Writes the drawings of the machines, or with `check` says which of the committed ones are no longer theirs. */
export async function machines({ check }: { check?: boolean }): Promise<void> {
  for (const [file, text] of machinePages()) {
    if (check !== true) await writeFile(new URL(file, FOLDER), text);
    else if ((await readFile(new URL(file, FOLDER), 'utf8').catch(() => '')) !== text) {
      process.stderr.write(`docs/machines/${file} is not what src/actors says: npm run -s yunting -- machines\n`);
      process.exitCode = 1;
    }
  }
}
