import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseCalls, readCalls } from '../../src/simulate/calls/recorded.ts';

const fixture = new URL('../fixtures/bank-calls-1999-08-01.csv', import.meta.url).pathname;
const head = 'date,call_id,type,priority,vru_entry,vru_exit,q_start,q_exit,outcome,ser_start,ser_exit,server';
const line = (text: string) => {
  const [type, priority, entry, exit, qStart, qExit, outcome, start, end, server] = text.split(' ');
  return ['1999-08-02', 1, type, priority, entry, exit, qStart, qExit, outcome, start, end, server].join(',');
};
const parse = (...rows: string[]) => parseCalls([head, ...rows.map(line)].join('\n'));
const only = (row: string) => parse(row).calls[0];

const hms = (h: number, m: number, s: number) => h * 3600 + m * 60 + s;

describe('a row', () => {
  test('[CAL-1] one who queued came when it began to queue and waited until it left the queue', () => {
    expect(only('PS 2 9:00:00 9:00:10 9:00:10 9:01:40 AGENT 9:01:39 9:05:00 AVI')).toEqual({
      date: '1999-08-02',
      type: 'PS',
      priority: 2,
      arrival: hms(9, 0, 10),
      wait: 90,
      answered: true,
      service: 201,
      agent: 'AVI',
      served: hms(9, 1, 39),
    });
    expect(only('NE 1 9:00:00 9:00:10 9:00:10 9:01:40 HANG 0:00:00 0:00:00 NO_SERVER')).toMatchObject({
      wait: 90,
      answered: false,
      service: null,
      agent: null,
    });
  });

  test('[CAL-2] one who was served without queueing came when the service began and did not wait', () => {
    const row = 'PS 0 10:00:21 10:00:31 0:00:00 0:00:00 AGENT 10:00:30 10:02:09 NAAMA';
    expect(only(row)).toMatchObject({ arrival: hms(10, 0, 30), wait: 0, answered: true, service: 99 });
  });

  test('[CAL-3] phantoms and those who hung up in the menu are no callers, and are counted', () => {
    const { calls, leftOut } = parse(
      'PS 1 10:36:34 10:36:39 10:36:39 10:38:58 PHANTOM 10:38:58 10:39:01 NO_SERVER',
      'PS 0 0:10:10 0:10:27 0:00:00 0:00:00 HANG 0:00:00 0:00:00 NO_SERVER',
    );
    expect(calls).toEqual([]);
    expect(leftOut.map(({ why }) => why)).toEqual(['phantom', 'menu']);
  });

  test('[CAL-4] times that passed midnight belong to the next day, wherever in the call it struck', () => {
    const inService = only('PS 2 23:55:46 23:55:52 23:55:52 23:58:44 AGENT 23:58:44 0:00:24 AVI');
    expect(inService).toMatchObject({ wait: 172, service: 100 });
    const inQueue = only('PS 1 23:59:23 23:59:23 23:59:29 0:00:57 AGENT 0:00:56 0:01:15 GELBER');
    expect(inQueue).toMatchObject({ arrival: hms(23, 59, 29), wait: 88, served: hms(24, 0, 56), service: 19 });
    const hungUp = only('PS 1 23:46:43 23:46:43 23:46:48 0:26:53 HANG 0:00:00 0:00:00 NO_SERVER');
    expect(hungUp).toMatchObject({ wait: 2405, answered: false });
    const beforeService = only('PS 0 23:59:51 23:59:51 0:00:00 0:00:00 AGENT 0:00:01 0:00:20 SHARON');
    expect(beforeService).toMatchObject({ arrival: hms(24, 0, 1), wait: 0, service: 19 });
  });

  test('[CAL-5] a service that was not timed, ends before it starts, or was left open for over an hour has no length', () => {
    const rows = [
      'NW 0 8:48:53 8:49:02 8:49:02 8:53:47 AGENT 0:00:00 0:00:00 STEREN',
      'NW 0 8:48:53 8:49:02 8:49:02 8:53:47 AGENT 8:53:47 8:53:40 STEREN',
      'IN 0 8:06:06 8:06:22 0:00:00 0:00:00 AGENT 8:06:22 18:11:13 YIFAT',
    ];
    for (const row of rows) expect(only(row)).toMatchObject({ answered: true, service: null });
    expect(only('IN 0 8:06:06 8:06:22 0:00:00 0:00:00 AGENT 8:06:22 9:06:22 YIFAT')).toMatchObject({ service: 3600 });
  });

  test('[CAL-6] an answer without a named agent is an answer, by nobody', () => {
    const row = 'PS 0 16:10:45 16:10:51 0:00:00 0:00:00 AGENT 16:10:53 16:10:59 NO_SERVER';
    expect(only(row)).toMatchObject({ answered: true, agent: null, service: 6 });
  });
});

describe('a file', () => {
  test('[CAL-7] the recorded day holds what its README says', async () => {
    const { calls, leftOut } = await readCalls(fixture);
    expect(calls.length + leftOut.length).toBe(2375);
    expect(leftOut.filter(({ why }) => why === 'phantom')).toHaveLength(18);
    expect(leftOut.filter(({ why }) => why === 'menu')).toHaveLength(118);
    expect(calls.filter(({ answered }) => answered)).toHaveLength(1511);
    expect(calls.every(({ wait, service }) => wait >= 0 && (service ?? 0) >= 0)).toBe(true);
    expect(calls.every((call, i) => i === 0 || calls[i - 1]!.arrival <= call.arrival)).toBe(true);
  });

  test('[CAL-7] a gzipped file is read like a plain one', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'calls-'));
    onTestFinished(() => rm(dir, { recursive: true }));
    const text = [head, line('PS 1 9:00:00 9:00:10 9:00:10 9:01:40 AGENT 9:01:39 9:05:00 AVI'), ''].join('\r\n');
    await writeFile(join(dir, 'calls.csv.gz'), gzipSync(text));
    expect(await readCalls(join(dir, 'calls.csv.gz'))).toEqual(parseCalls(text));
  });

  test('[CAL-8] a faulty file is refused with its line and column', async () => {
    expect(() => parseCalls('date,type\n')).toThrow(/line 1: no column priority, vru_exit/);
    expect(() => parse('PS 1 9:00:00 9:00:10 9:00:10 9:61:40 AGENT 9:01:39 9:05:00 AVI')).toThrow(/line 2, q_exit/);
    expect(() => parseCalls(`${head}\n1999-08-02,1,PS`)).toThrow(/line 2, priority/);
    await expect(readCalls(`${fixture}.none`)).rejects.toMatchObject({ code: 'bad-file' });
    const dir = await mkdtemp(join(tmpdir(), 'calls-'));
    onTestFinished(() => rm(dir, { recursive: true }));
    await writeFile(join(dir, 'half.gz'), gzipSync('date,call_id').subarray(0, 15));
    await expect(readCalls(join(dir, 'half.gz'))).rejects.toMatchObject({ code: 'bad-file' });
  });
});
