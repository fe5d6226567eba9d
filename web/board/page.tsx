import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardView } from '../../src/protocol/views.ts';
import { useSession } from '../kit/context.tsx';
import { Frame } from '../kit/ui/frame.tsx';
import { useAddress } from './base/address.ts';
import { useRights } from './base/rights.ts';
import { Drawers } from './drawer/drawers.tsx';
import { Head } from './head/head.tsx';
import { type View, viewsFor } from './views.ts';

export function Page() {
  const { t } = useTranslation();
  const { client, known } = useSession();
  const { address } = useAddress();
  const views = viewsFor(useRights());
  const name = address.get('view');
  const view: View = views.find((one) => one.name === name) ?? views[0]!;
  useEffect(() => {
    client.ask({ type: 'watch' }).then(
      (board) => known.setState({ board: board as BoardView }),
      // Lost for good: the page says so as a whole.
      () => {},
    );
  }, [client, known]);
  useEffect(() => {
    document.title = `${t(`board.view.${view.name}`)} · ${t('board.title')}`;
  }, [t, view]);
  return (
    <Frame title={t('board.title')} right={<Head views={views} view={view.name} />}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <main className="board" tabIndex={0}>
        <view.Part />
      </main>
      <Drawers />
    </Frame>
  );
}
