import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WrittenFiles } from '../unit/tiny-bureau.ts';
import { director, type Mailbox, practice, practiceHome, wall } from './practice-rig.ts';
import { writeBureau } from './support/bureau.ts';
import type { Home } from './support/home.ts';
import type { Served } from './support/process.ts';
import { chief, Speaker } from './support/speaker.ts';

let home: Home;
let mail: Mailbox;
let server: Served;
let chiefs: Speaker;
beforeEach(async () => {
  ({ home, mail } = await practiceHome());
  server = await home.serve();
  chiefs = await Speaker.enter(home, chief);
});
afterEach(async () => {
  mail.close();
  await home.leave();
});

const rewrite = (change: (files: WrittenFiles) => void = () => {}) =>
  writeBureau(join(home.dir, 'bureau'), (files) => {
    practice(files, mail);
    change(files);
  });
const slow = (zh: string) => (files: WrittenFiles) => {
  files.standards!.ratings.reasons.slow!.zh = zh;
};
interface Shown {
  version: string;
  previous: string;
  standards: { ratings: { reasons: { slow: { zh: string } } } };
  difference: { path: string; before: unknown; after: unknown }[];
}
const shown = async (against?: 'files' | 'last', speaker = chiefs) =>
  (await speaker.does({ type: 'standards', ...(against && { against }) })).result as unknown as Shown;
const rules = async () => (await shown()).standards.ratings.reasons.slow.zh;
const did = async (type: string, id?: string) =>
  (await chiefs.does({ type, ...(id && { id }) })).result as unknown as { version: string; changed: boolean };
async function restart() {
  await server.kill('SIGTERM');
  server = await home.serve();
  chiefs = await Speaker.enter(home, chief);
}
const adoptions = async () =>
  (await home.journal()).filter((s) => s.events.some((e) => e.type === 'config.adopted')).filter((s) => s.by !== null);

test('[VER-1] a change of the files is shown before it is taken, and who took it, when, from where and how much is kept', async () => {
  const { version } = await shown();
  expect((await shown('files')).difference).toEqual([]);
  await rewrite(slow('太慢了'));
  const difference = [{ path: 'standards.ratings.reasons.slow.zh', before: '太慢', after: '太慢了' }];
  expect((await shown('files')).difference).toEqual(difference);
  expect(await rules()).toBe('太慢');
  const before = Date.now();
  const { version: taken } = await did('reload');
  expect(await rules()).toBe('太慢了');
  expect(await shown('last')).toMatchObject({ version: taken, previous: version, difference });
  expect(await did('reload')).toEqual({ version: taken, changed: false });
  const steps = await adoptions();
  expect(steps.length).toBe(1);
  expect(steps[0]).toMatchObject({ by: 'supervisor:chief', from: '127.0.0.1', type: 'adopt' });
  expect(steps[0]!.at).toBeGreaterThanOrEqual(before);
  expect(steps[0]!.events).toMatchObject([{ type: 'config.adopted', version: taken, previous: version, changes: 1 }]);
});

test('[VER-2] a change that was taken back stays so over restarts while the disk holds just that, until it is wanted again', async () => {
  expect(await chiefs.ask({ type: 'rollBack' })).toMatchObject({ code: 'not-found' });
  await rewrite(slow('新'));
  const fresh = await did('reload');
  const back = await did('rollBack');
  expect([back.changed, back.version === fresh.version, await rules()]).toEqual([true, false, '太慢']);
  for (let i = 0; i < 2; i++) {
    await restart();
    expect(await rules()).toBe('太慢');
  }
  expect((await shown('files')).difference).toMatchObject([{ after: '新' }]);
  expect(await did('reload')).toEqual({ version: fresh.version, changed: true });
  await restart();
  expect(await rules()).toBe('新');
  expect((await adoptions()).map((s) => [s.by, s.type])).toEqual(Array(3).fill(['supervisor:chief', 'adopt']));
});

test('[VER-3] after a change was taken back a newer one on disk rules from the next start on, and so does the old one then', async () => {
  await rewrite(slow('新'));
  await did('reload');
  await did('rollBack');
  await rewrite(slow('更新'));
  await restart();
  expect(await rules()).toBe('更新');
  await rewrite(slow('新'));
  await restart();
  expect(await rules()).toBe('新');
});

test('[VER-4] the same word to take back, given again, does not undo itself; a new one does, also over a restart', async () => {
  await rewrite(slow('新'));
  await did('reload');
  const first = await did('rollBack', 'take-it-back');
  expect(await did('rollBack', 'take-it-back')).toEqual(first);
  expect(await rules()).toBe('太慢');
  await restart();
  expect(await did('rollBack', 'take-it-back')).toEqual(first);
  expect(await rules()).toBe('太慢');
  await did('rollBack', 'and-forth-again');
  expect(await rules()).toBe('新');
  await restart();
  expect(await rules()).toBe('新');
});

test('[VER-5] a faulty file changes nothing, is shown by no difference and says why; nor does a file of another bureau', async () => {
  const before = await shown();
  await rewrite((files) => {
    files.standards!.defaults.outcomes.resolved = 'missing';
  });
  const faulty = { code: 'bad-config', detail: expect.stringMatching(/^standards\/defaults\.yaml:\d+ /) };
  expect(await chiefs.ask({ type: 'reload' })).toMatchObject(faulty);
  expect(await chiefs.ask({ type: 'standards', against: 'files' })).toMatchObject(faulty);
  await writeFile(join(home.dir, 'bureau', 'standards', 'ratings.yaml'), 'grades: [unclosed\n');
  expect(await chiefs.ask({ type: 'reload' })).toMatchObject({ code: 'bad-config' });
  await rewrite((files) => {
    files.bureau.code = 'another';
  });
  expect(await chiefs.ask({ type: 'reload' })).toMatchObject({ code: 'bad-config', detail: /another bureau/ });
  expect(await shown()).toEqual(before);
  expect(await adoptions()).toEqual([]);
});

test('[VER-6] only a supervisor of all halls sees what would change, takes it or takes it back', async () => {
  for (const by of [director, wall]) {
    const speaker = await Speaker.enter(home, by);
    for (const type of ['reload', 'rollBack', 'standards'])
      expect(await speaker.ask({ type })).toMatchObject({ code: 'forbidden' });
  }
});
