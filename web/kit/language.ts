import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'zh' | 'en';
/** What a page says: the same keys in both languages. */
export interface Texts<T extends Record<string, string>> {
  zh: T;
  en: { [K in keyof T]: string };
}

const key = 'language';

/** Chinese first; English when it was chosen here before, or when that is what the browser speaks and not Chinese. */
function first(): Language {
  const chosen = localStorage.getItem(key);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'zh' || tag === 'en');
  return spoken === 'en' ? 'en' : 'zh';
}

/** Starts i18next with a page's texts. `t('key')`, `{{name}}` for what is filled in. */
export async function startLanguage<T extends Record<string, string>>(texts: Texts<T>): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: first(),
    fallbackLng: 'zh',
    resources: { zh: { translation: texts.zh }, en: { translation: texts.en } },
    interpolation: { escapeValue: false },
    keySeparator: false,
    nsSeparator: false,
  });
  document.documentElement.lang = tagOf(i18next.language as Language);
}

/** What a part of a page says that is loaded after it. */
export function addTexts<T extends Record<string, string>>(texts: Texts<T>): void {
  const add = () => {
    for (const language of ['zh', 'en'] as const)
      i18next.addResourceBundle(language, 'translation', texts[language], true, true);
  };
  if (i18next.isInitialized) add();
  else i18next.on('initialized', add);
}

export const tagOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(key, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = tagOf(language);
}

/** The one of two names that is in the language of the page. */
export const named = (language: string, of: { name: string; en: string }): string =>
  language === 'en' ? of.en : of.name;
/** What people call a hall. */
export const shortly = (language: string, of: { short: string; shortEn: string }): string =>
  language === 'en' ? of.shortEn : of.short;
export const worded = (language: string, of: { zh: string; en: string }): string => (language === 'en' ? of.en : of.zh);
