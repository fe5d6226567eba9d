import { useMemo } from 'react';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { named } from '../../kit/language.ts';
import { useSay } from '../base/say.ts';
import type { Business } from './choice.ts';
import { MatterList } from './matter-list.tsx';

/** The whole catalogue, folded by field. */
export function AllMatters({ choose }: { choose: (business: Business) => void }) {
  const say = useSay();
  const language = useLanguage();
  const { skills, businesses } = useCatalogue();
  const fields = useMemo(
    () =>
      skills
        .map((skill) => ({ ...skill, all: businesses.filter((business) => business.skill === skill.code) }))
        .filter(({ all }) => all.length > 0),
    [skills, businesses],
  );
  return (
    <>
      <h2>{say('matter.all')}</h2>
      <div className="card fields">
        {fields.map(({ code, all, ...names }) => (
          <details key={code}>
            <summary>
              {named(language, names)} <small>{all.length}</small>
            </summary>
            <MatterList all={all} choose={choose} />
          </details>
        ))}
      </div>
    </>
  );
}
