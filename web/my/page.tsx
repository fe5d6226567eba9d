import { useEffect, useState } from 'react';
import type { CatalogueView } from '../../src/protocol/catalogue.ts';
import { WithCatalogue } from '../kit/context.tsx';
import { forgetToken, keepToken, takeToken } from '../kit/token.ts';
import { useFetched } from './base/fetched.ts';
import { Fault, Skeleton } from './base/parts.tsx';
import { Frame } from './frame.tsx';
import { Intake } from './intake/intake.tsx';
import { Visit } from './ticket/visit.tsx';

/** Without the link of a ticket one takes a number; with it, one sees what becomes of it. */
export function Page() {
  const [token, setToken] = useState(takeToken);
  const { value: catalogue, fault, again } = useFetched<CatalogueView>('/api/catalogue');
  useEffect(() => {
    // A link that is opened in this very tab changes nothing but the fragment.
    const linked = () => setToken(takeToken());
    addEventListener('hashchange', linked);
    return () => removeEventListener('hashchange', linked);
  }, []);
  const taken = (given: string) => {
    keepToken(given);
    setToken(given);
    scrollTo(0, 0);
  };
  const anew = () => {
    forgetToken();
    setToken(null);
    scrollTo(0, 0);
  };
  return (
    <Frame>
      {catalogue === undefined ? (
        <>
          <Skeleton />
          <Fault of={fault} again={again} />
        </>
      ) : (
        <WithCatalogue catalogue={catalogue}>
          {token === null ? <Intake taken={taken} /> : <Visit key={token} token={token} anew={anew} />}
        </WithCatalogue>
      )}
    </Frame>
  );
}
