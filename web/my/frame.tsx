import { type ReactNode, useEffect } from 'react';
import { useLanguage } from '../kit/context.tsx';
import { speak } from '../kit/language.ts';
import { renew, useRenewal } from '../kit/version.ts';
import { useSay } from './base/say.ts';

/** The head with the language, and one column below it. */
export function Frame({ children }: { children: ReactNode }) {
  const say = useSay();
  const language = useLanguage();
  const title = say('my.title');
  const newer = useRenewal();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <header className="head">
        <img src="/icon.svg" alt="" width="24" height="24" />
        <span className="head-name">{say('my.name')}</span>
        <span role="status">
          {newer && (
            <button
              type="button"
              className="head-newer"
              title={say('my.newer.how')}
              aria-label={`${say('my.newer')}: ${say('my.newer.how')}`}
              onClick={() => void renew()}
            >
              {say('my.newer')}
            </button>
          )}
        </span>
        <button
          type="button"
          className="head-language"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => void speak(language === 'zh' ? 'en' : 'zh')}
        >
          {say('my.language')}
        </button>
      </header>
      <main>{children}</main>
    </>
  );
}
