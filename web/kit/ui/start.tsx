import { type ReactNode, StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { CatalogueView } from '../../../src/protocol/catalogue.ts';
import { useKnown, useSession, WithCatalogue, WithSession } from '../context.tsx';
import { keepUp } from '../keep-up.ts';
import { startLanguage, type Texts } from '../language.ts';
import { openSession, type PageSession } from '../session.ts';
import { common } from '../texts.ts';
import { takeToken } from '../token.ts';
import { Ended, Loading, NoToken } from './frame.tsx';
import { Theme } from './theme.tsx';

/**
 * Draws a page for staff: its texts, its session by the token of the link, the bureau's catalogue, then `children`.
 * `sitDown` may change the token first, as an officer does who chooses a station.
 */
export async function startDesk<T extends Record<string, string>>(
  texts: Texts<T>,
  children: ReactNode,
  sitDown?: (token: string, seated: (token: string) => void) => ReactNode,
): Promise<void> {
  await startLanguage({ zh: { ...common.zh, ...texts.zh }, en: { ...common.en, ...texts.en } });
  const token = takeToken();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <Theme>{token === null ? <NoToken /> : <Entrance token={token} sitDown={sitDown} page={children} />}</Theme>
    </StrictMode>,
  );
}

interface EntranceProps {
  token: string;
  page: ReactNode;
  sitDown: ((token: string, seated: (token: string) => void) => ReactNode) | undefined;
}

function Entrance({ token, sitDown, page }: EntranceProps) {
  const [session, setSession] = useState<PageSession | null>(null);
  const [seat, setSeat] = useState<string | null>(sitDown === undefined ? token : null);
  useEffect(() => {
    if (seat === null) return;
    const opened = openSession(seat);
    setSession(opened);
    const rest = keepUp(opened.client, { everyMs: 15_000, unseen: true });
    return () => {
      rest();
      opened.client.close();
    };
  }, [seat]);
  if (seat === null) return sitDown?.(token, setSeat);
  if (session === null) return <Opening />;
  return (
    <WithSession session={session}>
      <Furnished>{page}</Furnished>
    </WithSession>
  );
}

const Opening = () => (
  <main className="kit-opening">
    <Loading />
  </main>
);

/** Once there is a session: the catalogue, fetched anew when the files have changed and the line comes back. */
function Furnished({ children }: { children: ReactNode }) {
  const { client } = useSession();
  const line = useKnown((known) => known.line);
  const ready = useKnown((known) => known.ready);
  const [catalogue, setCatalogue] = useState<CatalogueView | null>(null);
  useEffect(() => {
    if (line !== 'open') return;
    client.ask({ type: 'catalogue' }).then(
      (answer) => setCatalogue(answer as CatalogueView),
      () => {},
    );
  }, [client, line]);
  if (line === 'closed') return <Ended />;
  if (catalogue === null || !ready) return <Opening />;
  return <WithCatalogue catalogue={catalogue}>{children}</WithCatalogue>;
}
