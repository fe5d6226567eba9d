import type { Standards, Words } from '../config/standards.ts';
import { type CodedError, errorCodes } from '../protocol/codes.ts';
import { escaped, page } from './page.ts';

/** Where the standards name no grades. */
const usual: Words[] = [
  { zh: '非常不满意', en: 'Very dissatisfied' },
  { zh: '不满意', en: 'Dissatisfied' },
  { zh: '基本满意', en: 'Fairly satisfied' },
  { zh: '满意', en: 'Satisfied' },
  { zh: '非常满意', en: 'Very satisfied' },
];

/** Reasons show once their grade is chosen; a browser that cannot tell shows them all. */
const style = `  fieldset { border: 0; padding: 0 } label { display: block; padding: .3rem 0 }
  .reasons { margin-left: 2rem } textarea { width: 100%; font: inherit }
  button { font: inherit; padding: .5rem 2rem; margin-top: 1rem }
  @supports selector(:has(*)) { .grade:not(:has([name=grade]:checked)) .reasons { display: none } }
`;

const both = ({ zh, en }: Words) => `${escaped(zh)} <small lang="en">${escaped(en)}</small>`;
const heading = (ticket: string) =>
  `<h1>${both({ zh: '好差评', en: 'Rate our service' })}</h1>
<p>${both({ zh: `办件 ${ticket}`, en: `Ticket ${ticket}` })}</p>`;

/** The form: grades from the best to the worst, each with its reasons, and room for a comment. */
export function ratePage(ticket: string, { grades, reasons }: Standards['ratings']): string {
  const words = grades.length === 5 ? grades : usual;
  const choices = words.map((name, index) => {
    const grade = index + 1;
    const fitting = Object.entries(reasons).filter(([, of]) => of.grades.includes(grade));
    const boxes = fitting.map(
      ([code, of]) =>
        `    <label><input type="checkbox" name="reasons-${grade}" value="${escaped(code)}"> ${both(of)}</label>`,
    );
    return `  <div class="grade">
    <label><input type="radio" name="grade" value="${grade}" required> ${both(name)}</label>
    <div class="reasons">
${boxes.join('\n')}
    </div>
  </div>`;
  });
  const form = `${heading(ticket)}
<form method="post">
<fieldset>
${choices.reverse().join('\n')}
</fieldset>
<label>${both({ zh: '意见', en: 'Comment' })}<textarea name="comment" maxlength="500" rows="4"></textarea></label>
<button>${both({ zh: '提交', en: 'Send' })}</button>
</form>`;
  return page('好差评 Rating', form, style);
}

export const thanksPage = (ticket: string): string =>
  page(
    '好差评 Rating',
    `${heading(ticket)}\n<p>${both({ zh: '感谢您的评价。', en: 'Thank you for your rating.' })}</p>`,
  );

/** What was wrong, in the words of the table. */
export function errorPage({ code, detail }: CodedError): string {
  const { zh, en } = errorCodes[code];
  const said = `<p>${both({ zh, en })}</p>\n<p><small>${escaped(detail === undefined ? code : `${code}: ${detail}`)}</small></p>`;
  return page('好差评 Rating', `<h1>${both({ zh: '好差评', en: 'Rate our service' })}</h1>\n${said}`);
}
