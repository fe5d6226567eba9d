import { writeFile } from 'node:fs/promises';
import { Presets, SingleBar } from 'cli-progress';
import { compareCalls } from '../capacity/whatif/honest/compare.ts';
import { honestText } from '../capacity/whatif/honest/text.ts';
import { whatIfHtml } from '../capacity/whatif/html.ts';
import { whatIfText } from '../capacity/whatif/text.ts';
import { whatIf } from '../capacity/whatif/whatif.ts';
import type { Language } from '../capacity/whatif/words.ts';
import { CodedError } from '../protocol/codes.ts';
import { sourceOf } from './whatif/source.ts';

export interface WhatIfCommand {
  set?: string[];
  day?: string;
  seeds: number;
  /** Recorded calls beside what the core, Erlang A and the forecast make of them. */
  compare?: boolean;
  /** A file to write the report to. */
  html?: string;
  json?: boolean;
  lang: Language;
}

/** Plays a day again with some things otherwise, and prints both worlds side by side. */
export async function whatIfCommand(from: string, options: WhatIfCommand): Promise<void> {
  const { set = [], day, seeds, html, json = false, lang } = options;
  if (options.compare) return compare(from, options);
  const source = await sourceOf(from, day);
  const result = await withBar(json, (progress) => whatIf({ source, sets: set, seeds, progress }));
  if (html !== undefined) await writeFile(html, whatIfHtml(result, lang));
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : whatIfText(result, lang));
}

async function compare(path: string, { set = [], day, seeds, html, json = false, lang }: WhatIfCommand): Promise<void> {
  if (set.length > 0 || html !== undefined)
    throw new CodedError(
      'bad-message',
      '--compare sets recorded calls beside the day as it was: leave out --set and --html',
    );
  const args = { path, seeds, ...(day !== undefined && { day }) };
  const result = await withBar(json, (progress) => compareCalls({ ...args, progress }));
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : honestText(result, lang));
}

type Progress = (done: number, of: number) => void;

/** Shows a bar while it takes, on a terminal. */
async function withBar<T>(json: boolean, work: (progress: Progress) => Promise<T>): Promise<T> {
  if (json || !process.stderr.isTTY) return work(() => {});
  const format = '{bar} {percentage}% · {value}/{total} · {eta_formatted}';
  const bar = new SingleBar({ format, clearOnComplete: true, stream: process.stderr }, Presets.shades_classic);
  bar.start(1, 0);
  try {
    return await work((done, of) => {
      bar.setTotal(of);
      bar.update(Math.round(done * 100) / 100);
    });
  } finally {
    bar.stop();
  }
}
