import { expect, test } from 'vitest';
import { loadBureau } from '../../src/config/load.ts';
import { search } from '../../web/my/intake/search.ts';

const bureau = await loadBureau('config/guangzhou');
const businesses = [...bureau.businesses.values()].map(({ code, name, en, words = [] }) => ({ code, name, en, words }));

test.each([
  ['发票不够用', 'invoice-claim'],
  ['开票额度不够用了怎么办', 'invoice-approval'],
  ['租房要开发票', 'invoice-agency'],
  ['我忘记报税了', 'overdue-return'],
  ['买房子要交什么税', 'deed-tax'],
  ['公司不做了，想注销', 'register-close'],
  ['密码忘了登录不了', 'account-help'],
  ['交错了税想退', 'overpaid-refund'],
  ['给员工交社保', 'social-return'],
  ['个税', 'iit-withholding'],
  ['VAT', 'vat-return'],
  ['deed', 'deed-tax'],
])('[TAX-14] %s finds %s among the first three', (asked, code) => {
  expect(
    search(businesses, asked)
      .slice(0, 3)
      .map((business) => business.code),
  ).toContain(code);
});

test('[TAX-15] what has nothing to do with anything finds nothing, and every word of the catalogue finds its own', () => {
  for (const asked of ['', '  ', '？！', '天气预报', 'xyzzy']) expect(search(businesses, asked), asked).toEqual([]);
  for (const { code, name, en, words } of businesses)
    for (const asked of [name, en, ...words]) {
      const found = search(businesses, asked).map((business) => business.code);
      expect(found.slice(0, 5), asked).toContain(code);
    }
});
