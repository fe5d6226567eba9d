import { Button, Flex } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useKnown, useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { useKeys } from '../base/keys.ts';
import { Mark } from '../base/mark.tsx';
import { ways } from '../list/work-item.tsx';
import { useReasons } from './reasons.ts';
import { Reject } from './reject.tsx';
import { Ring } from './ring.tsx';

/** Who and what it is, why it came here, how long it may be taken; by one key it is. */
export function OfferCard({ offer }: { offer: OfferView }) {
  const { t } = useTranslation();
  const names = useNames();
  const { station: stationName } = useNames();
  const { clock } = useSession();
  const now = useNow(clock, 200);
  const [began] = useState(() => clock.now());
  const { act, pending } = useAct();
  const [refusing, setRefusing] = useState(false);
  const reasons = useReasons(offer);
  const notes = useKnown((known) => known.messages).filter(({ ticket }) => ticket === offer.ticket.id);
  const button = useRef<HTMLButtonElement>(null);
  const { ticket, deadline, invite } = offer;
  const Way = ways[ticket.modality];
  const left = deadline - now;

  const accept = () => void act({ type: 'accept', offer: offer.id });
  const refuse = () => setRefusing(true);
  const taken = (what: () => void) => () => {
    what();
    return true;
  };
  const keys = {
    a: taken(accept),
    enter: taken(accept),
    'alt+a': taken(accept),
    r: taken(refuse),
    'alt+r': taken(refuse),
  };
  useKeys(refusing ? {} : keys);
  // The focus goes to it only where nothing else has it: nobody accepts by a key meant for something else.
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) button.current?.focus();
  }, []);

  return (
    <section className="desk-offer" aria-labelledby="desk-offer-title">
      <Ring left={left} whole={deadline - began} label={t('desk.offer.left')} />
      <div className="desk-offer-what">
        <h2 id="desk-offer-title">
          <Way aria-hidden /> {t(invite === undefined ? 'desk.offer' : 'desk.offer.invite')} ·{' '}
          {names.business(ticket.business)}
        </h2>
        <p>
          {names.channel(ticket.channel)} · {names.hall(ticket.hall)} · {ticket.id}
          {ticket.person?.name !== undefined && ` · ${ticket.person.name}`} ·{' '}
          {t('desk.waited', { time: asClock(now - ticket.enteredAt) })}
        </p>
        <p className="desk-offer-why">
          {t('desk.why')}{' '}
          {reasons.map((reason) => (
            <Mark key={reason} face={reason === 'idle' ? 'plain' : 'busy'}>
              {t(`desk.why.${reason}`, { hall: names.hall(ticket.hall) })}
            </Mark>
          ))}
        </p>
        {notes.map(({ from, text }) => (
          <blockquote key={text}>
            {stationName(from)}：{text}
          </blockquote>
        ))}
        {refusing ? (
          <Reject offer={offer.id} onBack={() => setRefusing(false)} />
        ) : (
          <Flex gap={8}>
            <Button ref={button} type="primary" size="large" loading={pending === 'accept'} onClick={accept}>
              {t('desk.accept')} <kbd>A</kbd>
            </Button>
            <Button size="large" onClick={refuse}>
              {t('desk.reject')} <kbd>R</kbd>
            </Button>
          </Flex>
        )}
      </div>
    </section>
  );
}
