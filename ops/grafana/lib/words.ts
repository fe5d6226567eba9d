/** The languages that every wall is drawn in. */
export const languages = ['zh', 'en'] as const;
export type Lang = (typeof languages)[number];

/** A text in both. */
export type Words = readonly [zh: string, en: string];

export const say = (words: Words, lang: Lang): string => words[languages.indexOf(lang)]!;

/** Names as the bureau's `*_info` metrics say them; the same expression serves both languages. */
export const named: Words = ['{{name}}', '{{en}}'];
export const nameLabel: Words = ['name', 'en'];
