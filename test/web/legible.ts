import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Takes a page in Chinese, then in English, and leaves it in Chinese: what a person would press, wherever it lies. */
export async function inBoth(page: Page, look: (language: 'zh' | 'en') => Promise<void>): Promise<void> {
  const change = (to: string) =>
    page.getByRole('button', { name: to, exact: true, includeHidden: true }).dispatchEvent('click');
  await look('zh');
  await change('English');
  await page.locator('html[lang=en]').waitFor();
  await look('en');
  await change('中文');
  await page.locator('html[lang=zh-CN]').waitFor();
}

/** Ids of stations of the city, as huangpu-w01, where their names should stand. */
export async function idsOf(page: Page): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: what stands side by side is not one word.
  const text = await page.locator('body').innerText();
  return text.match(/\b[a-z]+(?:-branch)?-[a-z]\d\d\b/g) ?? [];
}

/** The page is no larger than the window, or no wider where it is read downwards, and names stations as people do. */
export async function expectFits(page: Page, name: string, downwards = false): Promise<void> {
  const over = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - innerWidth, scrollHeight - innerHeight];
  });
  expect(over, `${name} is larger than the window`).toEqual([0, downwards ? over[1] : 0]);
  expect(await idsOf(page), `${name} shows ids of stations`).toEqual([]);
}

/** Texts that are cut off: they reach beyond their cell, or beyond what hides them without a way to scroll there. */
export const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const spare = 1.5;
    const cut = (node: Text): boolean => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      let [across, down] = [true, true];
      for (let at = node.parentElement; at !== null && (across || down); at = at.parentElement) {
        const { overflowX, overflowY, contain, position } = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        // For those who listen only.
        if (box.width <= 1 || box.height <= 1) return false;
        const hides = (overflow: string) => /hidden|clip/.test(overflow) || /strict|content|paint/.test(contain);
        const scrolls = (overflow: string) => /auto|scroll/.test(overflow);
        across &&= !scrolls(overflowX);
        down &&= !scrolls(overflowY);
        const beyond = text.right > box.right + spare || text.left < box.left - spare;
        if (across && beyond && (hides(overflowX) || at.matches('td, th'))) return true;
        const below = text.bottom > box.bottom + spare || text.top < box.top - spare;
        if (down && below && hides(overflowY)) return true;
        if (position === 'fixed') return false;
      }
      return false;
    };
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement!;
      const seen = parent.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
      if (seen && node.textContent!.trim() !== '' && !parent.matches('script, style') && cut(node as Text))
        found.push(node.textContent!);
    }
    return found;
  });
