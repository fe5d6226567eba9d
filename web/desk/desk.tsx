import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKnown } from '../kit/context.tsx';
import { useHold } from '../kit/version.ts';
import { Card } from './card/card.tsx';
import { DayDrawer } from './head/day.tsx';
import { Footer } from './head/footer.tsx';
import { Help } from './head/help.tsx';
import { Inbox } from './head/inbox.tsx';
import { Ratings } from './head/ratings.tsx';
import { WorkList } from './list/work-list.tsx';
import { Offer } from './offer/offer.tsx';
import { useActive } from './work/active.ts';
import { loadVideo } from './work/call.tsx';
import { WorkPlace } from './work/place.tsx';
import { useDeskKeys } from './work/shortcuts.ts';

/** Left what there is to do, in the middle where it is done, right for whom. Each has its place and keeps it. */
export function Desk() {
  const { t } = useTranslation();
  const ticket = useActive();
  useDeskKeys();
  useHold(useKnown(({ station, offer }) => offer !== undefined || (station?.work.length ?? 0) > 0));
  useEffect(() => {
    loadVideo().catch(() => {});
  }, []);
  return (
    <div className="desk">
      <nav className="desk-left" aria-label={t('desk.list')}>
        <WorkList active={ticket?.id ?? null} />
      </nav>
      <main className="desk-middle" aria-label={t('desk.place')}>
        <Offer />
        <WorkPlace active={ticket} />
      </main>
      <aside className="desk-right" aria-label={t('desk.card')}>
        <Card ticket={ticket} />
      </aside>
      <Footer />
      <Help />
      <DayDrawer />
      <Ratings />
      <Inbox />
    </div>
  );
}
