import { describe, expect, test } from 'vitest';
import { workedOf } from '../../src/actors/station.ts';
import { Desk, officer } from './desk.ts';
import { Kept, replayed } from './kept.ts';
import { tinyBureau } from './tiny-bureau.ts';

const WINDOW = 'north-w01';
/** Windows that also take calls, and get work as fast as it comes. */
const bureau = () =>
  tinyBureau(({ bureau, halls }) => {
    bureau.policy.pace = '0s';
    for (const hall of halls)
      for (const row of hall.stations) if (row.kind === 'window') row.capacity = { document: 3, video: 1, voice: 1 };
  });
const deskWithWindow = () => {
  const desk = new Desk(bureau());
  desk.open(WINDOW);
  return desk;
};
const video = (desk: Desk): string => {
  const ticket = desk.video();
  desk.presence(`ticket:${ticket}`, true);
  return ticket;
};
const onDesk = (desk: Desk) => desk.seat(WINDOW).work.map((w) => [w.ticket, w.phase]);
/** Seconds that each piece of work on the desk has been given by now. */
const worked = (desk: Desk) => desk.seat(WINDOW).work.map((w) => workedOf(w, desk.now) / 1000);
const closedAfter = (desk: Desk, ticket: string) => {
  desk.complete(ticket);
  return (desk.last('ticket.closed')?.workedMs ?? Number.NaN) / 1000;
};

describe('[INT-1] a window with documents is offered voice and video as the table says, and its documents stay where they are', () => {
  test.each([
    ['video', video],
    ['voice', (desk: Desk) => desk.call()],
  ] as const)('%s', (modality, come) => {
    const desk = deskWithWindow();
    const papers = [desk.document(), desk.document()];
    const live = come(desk);
    expect(desk.seat(WINDOW).offer).toMatchObject({ ticket: live, modality });
    desk.accept(live);
    expect(onDesk(desk)).toEqual([
      [papers[0], 'serving'],
      [papers[1], 'serving'],
      [live, 'serving'],
    ]);
    const next = [desk.document(), video(desk), desk.call()];
    expect(next.map((t) => desk.state(t))).toEqual(['waiting', 'waiting', 'waiting']);
    desk.complete(live);
    expect(onDesk(desk)).toEqual(papers.map((t) => [t, 'serving']));
    expect(papers.map((t) => desk.ticket(t).acceptedAt)).toEqual(papers.map((t) => desk.ticket(t).enteredAt));
  });

  test('a table that names voice alone lets no video in', () => {
    const desk = new Desk(
      tinyBureau((files) => {
        Object.assign(files.bureau.policy, { pace: '0s', interrupts: { document: ['voice'] } });
        for (const row of files.halls[0]?.stations ?? [])
          if (row.kind === 'window') row.capacity = { document: 3, video: 1, voice: 1 };
      }),
    );
    desk.open(WINDOW);
    desk.document();
    expect(desk.state(video(desk))).toBe('waiting');
    expect(desk.state(desk.call())).toBe('offered');
  });
});

describe('[INT-2] the clocks are told apart: a document’s stands still while somebody on the line is served', () => {
  test('until the caller is accepted it runs, and after it goes on where it stood', () => {
    const desk = deskWithWindow();
    const paper = desk.document();
    desk.pass(10_000);
    const live = video(desk);
    desk.pass(5_000);
    expect(worked(desk)).toEqual([15]);
    desk.accept(live);
    desk.pass(30_000);
    expect(worked(desk)).toEqual([15, 30]);
    expect(closedAfter(desk, live)).toBe(30);
    desk.pass(15_000);
    expect(closedAfter(desk, paper)).toBe(30);
  });

  test('wrapping up what came in is not yet work on the document', () => {
    const desk = deskWithWindow();
    const paper = desk.document();
    desk.pass(1_000);
    const live = desk.call();
    desk.accept(live);
    desk.pass(20_000);
    desk.end(live);
    desk.pass(7_000);
    expect(worked(desk)).toEqual([1, 27]);
    expect(closedAfter(desk, live)).toBe(27);
    desk.pass(2_000);
    expect(closedAfter(desk, paper)).toBe(3);
  });

  test('several documents stand still together, and one that is completed meanwhile counts no more', () => {
    const desk = deskWithWindow();
    const papers = [desk.document(), desk.document()];
    desk.pass(4_000);
    const live = desk.call();
    desk.accept(live);
    desk.pass(6_000);
    expect(closedAfter(desk, papers[0] ?? '')).toBe(4);
    expect(worked(desk)).toEqual([4, 6]);
    expect(closedAfter(desk, live)).toBe(6);
    desk.pass(1_000);
    expect(closedAfter(desk, papers[1] ?? '')).toBe(5);
  });

  test('to help a colleague on the line interrupts them as well', () => {
    const desk = deskWithWindow();
    const paper = desk.document();
    desk.open('north-w02');
    desk.pass(3_000);
    const live = video(desk);
    desk.accept(live);
    expect(desk.stationOf(live)).toBe('north-w02');
    desk.do(officer('north-w02'), { type: 'consult', ticket: live, hall: 'north' });
    desk.do(officer(WINDOW), { type: 'accept', offer: `${live}.${desk.ticket(live).offers}` });
    desk.pass(9_000);
    expect(onDesk(desk)).toEqual([
      [paper, 'serving'],
      [live, 'consulting'],
    ]);
    expect(worked(desk)).toEqual([3, 9]);
    desk.do(officer(WINDOW), { type: 'endConsult', ticket: live });
    desk.pass(2_000);
    expect(closedAfter(desk, paper)).toBe(5);
  });

  test('however the caller goes: lost line, transfer, or a call that is handed over', () => {
    const desk = deskWithWindow();
    const paper = desk.document();
    const lost = video(desk);
    desk.accept(lost);
    desk.presence(`ticket:${lost}`, false);
    desk.pass(30_000);
    expect([desk.state(lost), worked(desk)]).toEqual(['closed', [0]]);
    desk.pass(1_000);
    const sent = desk.call();
    desk.accept(sent);
    desk.pass(10_000);
    desk.do(officer(WINDOW), { type: 'transfer', mode: 'cold', ticket: sent, hall: 'south' });
    desk.pass(1_000);
    expect(worked(desk)).toEqual([2]);
    const given = desk.call();
    desk.accept(given);
    desk.open('south-s01');
    desk.serve(sent);
    desk.do(officer(WINDOW), { type: 'transfer', mode: 'warm', ticket: given, hall: 'south' });
    desk.pass(4_000);
    desk.do(officer('south-s01'), { type: 'accept', offer: `${given}.${desk.ticket(given).offers}` });
    desk.pass(1_000);
    expect(closedAfter(desk, paper)).toBe(3);
  });
});

describe('[INT-3] a document that was interrupted three times counts what its officer gave to it, also over a restart', () => {
  /** Seconds of paper before each call, and of the call. */
  const story = [
    [7, 20],
    [11, 33],
    [2, 5],
  ] as const;

  const tell = (
    desk: Desk,
    [before, during]: readonly [number, number],
    meanwhile: (desk: Desk) => Desk = (d) => d,
  ) => {
    desk.pass(before * 1000);
    const live = desk.call();
    desk.accept(live);
    desk.pass(Math.floor(during / 2) * 1000);
    const after = meanwhile(desk);
    after.pass(Math.ceil(during / 2) * 1000);
    expect(closedAfter(after, live)).toBe(during);
    return after;
  };

  test('by its figures', () => {
    const desk = deskWithWindow();
    const paper = desk.document();
    for (const part of story) tell(desk, part);
    desk.pass(4_000);
    expect(closedAfter(desk, paper)).toBe(7 + 11 + 2 + 4);
  });

  const restarts: [string, (desk: Desk, kept: Kept) => Desk][] = [
    ['the journal', (desk) => new Desk(bureau(), desk.now, replayed(bureau(), desk.steps))],
    ['a checkpoint', (desk, kept) => new Desk(bureau(), desk.now, kept.restore(bureau(), desk.steps))],
  ];
  test.each(restarts)('from %s, in the middle of the second call', (_, again) => {
    const desk = deskWithWindow();
    const paper = desk.document();
    const kept = new Kept();
    tell(desk, story[0]);
    const restarted = tell(desk, story[1], (d) => {
      kept.take(d.core);
      const next = again(d, kept);
      expect(next.core.hash()).toBe(d.core.hash());
      next.boot();
      next.presence(`station:${WINDOW}`, true);
      return next;
    });
    tell(restarted, story[2]);
    restarted.pass(4_000);
    expect(closedAfter(restarted, paper)).toBe(24);
  });
});

test('[INT-4] a document that comes back to the queue begins anew at the next desk', () => {
  const desk = deskWithWindow();
  const paper = desk.document();
  desk.pass(8_000);
  desk.do(officer(WINDOW), { type: 'transfer', mode: 'cold', ticket: paper, hall: 'south' });
  desk.open('south-w01');
  desk.pass(10_000);
  expect(desk.stationOf(paper)).toBe('south-w01');
  const since = desk.ticket(paper).acceptedAt ?? 0;
  desk.pass(6_000);
  expect(closedAfter(desk, paper)).toBe((desk.now - since) / 1000);
});
