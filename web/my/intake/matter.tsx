import { useDeferredValue, useMemo, useState } from 'react';
import { useCatalogue } from '../../kit/context.tsx';
import { Icon } from '../base/icons.tsx';
import { Heading } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { AllMatters } from './all-matters.tsx';
import type { Business } from './choice.ts';
import { MatterList } from './matter-list.tsx';
import { search } from './search.ts';

const frequent = 6;

/** What is it about? In plain words; what many ask for stands first. */
export function Matter({ focus, choose }: { focus: boolean; choose: (business: Business) => void }) {
  const say = useSay();
  const { businesses } = useCatalogue();
  const [asked, setAsked] = useState('');
  const question = useDeferredValue(asked).trim();
  const found = useMemo(() => search(businesses, question), [businesses, question]);
  return (
    <>
      <Heading focus={focus}>{say('matter.title')}</Heading>
      <search className="search">
        <Icon name="search" />
        <input
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          aria-label={say('matter.title')}
          placeholder={say('matter.search')}
          value={asked}
          onChange={(event) => setAsked(event.target.value)}
        />
      </search>
      <p className="unseen" role="status">
        {question !== '' &&
          (found.length > 0 ? say('matter.found', { n: found.length }) : say('matter.none', { q: question }))}
      </p>
      {question === '' ? (
        <>
          <h2>{say('matter.frequent')}</h2>
          <MatterList all={businesses.slice(0, frequent)} choose={choose} />
        </>
      ) : found.length > 0 ? (
        <MatterList all={found} choose={choose} />
      ) : (
        <div className="empty">
          <p>{say('matter.none', { q: question })}</p>
          <p className="faint">{say('matter.none.how')}</p>
        </div>
      )}
      {(question === '' || found.length === 0) && <AllMatters choose={choose} />}
    </>
  );
}
