/** What a business is called. */
interface Named {
  name: string;
  en: string;
  words: readonly string[];
}

/**
 * What may be meant, the likeliest first: what is called so, then what is called so in other words, then what is
 * heard in the question, or shares pairs of signs with it, as plain Chinese has no spaces to split at. Among equals the order given stays.
 */
export function search<B extends Named>(businesses: readonly B[], question: string): B[] {
  const asked = plain(question);
  if (asked === '') return [];
  const pairs = pairsOf(asked);
  return businesses
    .map((business) => ({ business, score: scoreOf(business, asked, pairs) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ business }) => business);
}

function scoreOf({ name, en, words }: Named, asked: string, pairs: readonly string[]): number {
  const names = [name, en].map(plain);
  const all = [...names, ...words.map(plain)];
  if (names.some((one) => one.startsWith(asked))) return 4;
  if (names.some((one) => one.includes(asked))) return 3;
  if (all.some((one) => one.includes(asked) || (one.length > 1 && asked.includes(one)))) return 2;
  if (all.some((one) => isHeardIn(one, asked))) return 1;
  const share = Math.max(...all.map((one) => pairs.filter((pair) => one.includes(pair)).length)) / pairs.length;
  return share >= 1 / 3 ? share : 0;
}

/** 买房交税 in 买房子要交什么税: plain Chinese puts other signs between. */
function isHeardIn(word: string, asked: string): boolean {
  if (!/^\p{Script=Han}{3,}$/u.test(word)) return false;
  let from = -1;
  return [...word].every((sign) => {
    from = asked.indexOf(sign, from + 1);
    return from >= 0;
  });
}

/** Signs that mean nothing here would find everything. */
const plain = (text: string): string =>
  text.toLowerCase().replace(/[\s\p{P}]|我要|我想|怎么|如何|什么|请问|[的了吗呢]/gu, '');

function pairsOf(text: string): string[] {
  if (text.length < 3) return [text];
  return [...text].slice(1).map((sign, i) => `${text[i]}${sign}`);
}
