import type { Words } from '../../config/standards.ts';
import { atWork, midnightOf, nextWorkday } from '../../simulate/city/clock.ts';
import type { Lines } from '../../simulate/city/world.ts';
import type { LeapingClock } from './clock.ts';
import type { Ear } from './ear.ts';
import type { Person } from './person.ts';

/** Who plays, and what they have to hand. */
export interface Cast {
  /** The window that has the ticket first, the one that reviews, the department, the supervisor. */
  window: Person;
  review: Person;
  department: Person;
  supervisor: Person;
  post: Lines['post'];
  /** What the portal is told. */
  letters: Ear<Letter>;
  clock: LeapingClock;
  /** A chapter begins. */
  chapter(title: Words): Promise<void>;
  /** Somebody says something; only the listener is shown it, no sentence of the bureau holds it. */
  quote(text: Words): void;
  /** The ticket that all is about. */
  follow(ticket: string): void;
}

export interface Letter {
  event: string;
  [field: string]: unknown;
}

export const hall = 'huangpu';
export const windowAt = 'huangpu-w01';
export const reviewAt = 'huangpu-d01';
export const department = 'goods-services';
const business = 'invoice-approval';

const minute = 60_000;
const hour = 60 * minute;
/** A working morning passes in a second. */
const hoursASecond = 3 * 3_600;

/** One ticket's whole life, chapter by chapter. Rejects when somebody waits in vain for what should come. */
export async function play(cast: Cast): Promise<void> {
  const { window, review, supervisor, post, letters, clock, chapter, quote } = cast;
  const letter = (event: string) => letters.waitFor(event, (told) => (told.event === event ? told : undefined));

  await chapter({ zh: '来件：不见面受理', en: 'The application comes in' });
  const { ticket } = await post('etax', {
    event: 'submitted',
    submission_no: 'GZ-440112-0001',
    taxpayer_id: '91440112MA5EXAMPLE',
    tax_unit: hall,
    matter: business,
    name: '陈小云',
    phone: '13800000000',
    attachments: [
      { item: 'approval-form', ref: 'portal:file/1' },
      { item: 'quota-form', ref: 'portal:file/2' },
    ],
  });
  cast.follow(ticket);
  await window.sees('serving');

  await chapter({ zh: '一次性告知：缺什么一次讲全', en: 'All that is missing, asked for at once' });
  quote({
    zh: '窗口：合同上看不到用量，请补一份说明。',
    en: 'Window: the contract does not show the need; please explain.',
  });
  await window.give({
    type: 'supplement',
    ticket,
    items: ['handler-id', 'need-proof'],
    note: '合同请附用量说明',
  });
  await letter('supplement_wanted');

  await chapter({ zh: '提醒：期限过半', en: 'A reminder, at half the time' });
  const { parked } = await window.sees('parked');
  const until = parked?.until ?? clock.now();
  const half = clock.now() + (until - clock.now()) / 2;
  await clock.leap(half + minute, 2_500);
  await letter('supplement_reminder');

  await chapter({ zh: '补正：二次通行，不再排队', en: 'The material comes; no second queue' });
  await clock.leap(Math.min(nextWorkday(clock.now()) + 10 * hour, until - 10 * minute), 1_500);
  quote({ zh: '纳税人：材料都在这里了。', en: 'Taxpayer: here is all of it.' });
  await post('etax', {
    event: 'supplied',
    ticket,
    materials: [
      { item: 'handler-id', ref: 'portal:file/3' },
      { item: 'need-proof', ref: 'portal:file/4' },
    ],
  });
  await window.sees('serving');

  await chapter({ zh: '会商：请复核窗口一起看', en: 'A second window is consulted' });
  await window.give({ type: 'consult', ticket, station: reviewAt, note: '请看最高限额' });
  await review.accepts();
  quote({ zh: '复核：额度超出惯例，先问货劳处。', en: 'Review: this is above the usual; ask the department first.' });
  await review.give({ type: 'message', ticket, to: windowAt, text: '额度超出惯例，建议先问货劳处' });
  await window.hears('message');
  await review.give({ type: 'endConsult', ticket });

  await chapter({ zh: '快速响应：提请业务处室', en: 'A business department is asked' });
  quote({ zh: '窗口：该行业能否按合同核定最高限额？', en: 'Window: may the limit follow the contract in this trade?' });
  await window.give({ type: 'escalate', ticket, department, question: '该行业能否按合同核定最高限额？' });
  await cast.department.hears('escalation');
  await clock.hurry(
    cast.department.hears('escalation', ({ escalation }) => escalation.reminded >= 50),
    hoursASecond,
  );
  await clock.leap(clock.now() + 20 * minute, 500);
  quote({ zh: '货劳处：可以，按实际用量上浮两成。', en: 'Department: yes, by the real need and a fifth more.' });
  await cast.department.give({ type: 'answer', ticket, text: '可以，按实际用量上浮两成' });
  await window.sees('serving');

  await chapter({ zh: '移交：接通后再放手', en: 'A warm transfer to the reviewing window' });
  await window.give({ type: 'transfer', ticket, mode: 'warm', station: reviewAt, note: '已获处室答复，请复核办结' });
  await review.accepts();
  await review.sees('serving', (t) => t.station === reviewAt);
  await clock.leap(clock.now() + 6 * minute, 500);

  await chapter({ zh: '办结：按模板回复，送回电子税务局', en: 'Closed by a template, and told to the portal' });
  await review.give({
    type: 'complete',
    ticket,
    outcome: 'resolved',
    template: 'resolved-document',
    fields: { where: 'portal', note: '请按核定额度开具。' },
  });
  const { opinion } = await letter('handled');
  quote({ zh: `送达：${opinion}`, en: `Delivered: ${opinion}` });

  await chapter({ zh: '评价：差评', en: 'A bad rating' });
  await letter('rating_wanted');
  // Taxpayers rate on any day; the link does not wait for the next working one.
  await clock.leap(midnightOf(clock.now()) + 33.2 * hour, 1_500);
  quote({ zh: '纳税人：办成了，但等得太久。', en: 'Taxpayer: it was done, but it took too long.' });
  await post('etax', {
    event: 'rated',
    ticket,
    grade: 2,
    reasons: ['long-wait', 'passed-around'],
    comment: '办成了，但等得太久',
  });
  const open = await supervisor.hears('followUp');

  await chapter({
    zh: '整改：值班长核实，经办人申诉，复核结案',
    en: 'Followed up: a finding, an appeal, the last word',
  });
  await clock.leap(Math.min(atWork(clock.now() + 2 * hour), open.followUp.until), 800);
  quote({ zh: '值班长：等待偏长，属实。', en: 'Supervisor: the wait was long; upheld.' });
  await supervisor.give({ type: 'followUp', ticket, finding: 'upheld', text: '等待偏长' });
  await review.hears('followUp', ({ followUp }) => followUp.state === 'answered');
  await clock.leap(Math.max(clock.now() + hour, midnightOf(clock.now()) + 15 * hour), 800);
  quote({ zh: '经办人：时间用在补正和处室答复上。', en: 'Officer: the time went to the material and the department.' });
  await review.give({ type: 'appeal', ticket, text: '时间用在补正和处室答复上' });
  await supervisor.hears('followUp', ({ followUp }) => followUp.state === 'appealed');
  await clock.leap(clock.now() + 1.5 * hour, 800);
  quote({ zh: '值班长：记录属实，申诉成立。', en: 'Supervisor: the record shows it; the appeal is granted.' });
  await supervisor.give({ type: 'followUp', ticket, finding: 'dismissed', text: '记录属实，申诉成立' });
  await review.hears('followUp', ({ followUp }) => followUp.state === 'closed');
}
