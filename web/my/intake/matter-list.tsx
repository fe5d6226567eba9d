import { useLanguage } from '../../kit/context.tsx';
import { named } from '../../kit/language.ts';
import { Icon } from '../base/icons.tsx';
import type { Business } from './choice.ts';

/** Each with the words that people use for it. */
export function MatterList({ all, choose }: { all: readonly Business[]; choose: (business: Business) => void }) {
  const language = useLanguage();
  return (
    <ul className="matters">
      {all.map((business) => (
        <li key={business.code}>
          <button type="button" className="matter" onClick={() => choose(business)}>
            <span>
              <b>{named(language, business)}</b>
              {language === 'zh' && business.words.length > 0 && (
                <small>{business.words.slice(0, 3).join(' · ')}</small>
              )}
            </span>
            <Icon name="next" />
          </button>
        </li>
      ))}
    </ul>
  );
}
