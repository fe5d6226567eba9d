import { App } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKnown } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { OfferCard } from './offer-card.tsx';
import { useAlarm } from './use-alarm.ts';

/** The live offer, over the work place: it covers nothing that is being written and takes no key from who writes. */
export function Offer() {
  const { t } = useTranslation();
  const names = useNames();
  const { message } = App.useApp();
  const offer = useKnown((known) => known.offer);
  const ended = useKnown((known) => known.offerEnded);
  const words =
    offer === undefined ? '' : `${names.business(offer.ticket.business)} · ${names.channel(offer.ticket.channel)}`;
  useAlarm(offer?.id ?? null, t(offer?.invite === undefined ? 'desk.offer' : 'desk.offer.invite'), words);

  useEffect(() => {
    if (ended?.result === 'timedOut' || ended?.result === 'rescinded')
      message.warning(t(`desk.offer.${ended.result}`), 5);
  }, [ended, message, t]);
  return (
    <div className="desk-offer-place" aria-live="assertive">
      {offer !== undefined && <OfferCard key={offer.id} offer={offer} />}
    </div>
  );
}
