import { Alert } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../kit/names.ts';
import type { Piece } from '../base/desk.ts';
import { Mark } from '../base/mark.tsx';
import { seat } from '../base/seat.ts';
import { useUi } from '../base/ui.ts';
import { ways } from '../list/work-item.tsx';
import { Actions } from './actions.tsx';
import { Call } from './call.tsx';
import { Facts } from './facts.tsx';
import { GuestBar } from './guest.tsx';
import { LimitBar, WrapUpBar } from './limit.tsx';
import { Notes } from './notes.tsx';
import { PanelBody } from './panel.tsx';

interface Props {
  piece: Piece;
  front: boolean;
  seen: boolean;
}

/** One ticket at work. It stays in the page while it is on the desk, seen or not. */
export function Lane({ piece, front, seen }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const { ticket, phase } = piece;
  const { open, choose, leave } = useUi();
  const Way = ways[ticket.modality];
  const loan = ticket.hall !== seat().hall;

  // The conversation is over: what is left is to say how it ended.
  useEffect(() => {
    if (phase === 'wrapUp') open(ticket.id, 'wrapUp');
  }, [phase, ticket.id, open]);
  useEffect(() => () => leave(ticket.id), [ticket.id, leave]);

  return (
    <section
      className={`desk-lane${front ? ' desk-lane-front' : ''}`}
      hidden={!seen}
      aria-label={names.business(ticket.business)}
      onFocusCapture={() => front || choose(ticket.id)}
    >
      <header className="desk-lane-head">
        <h2>
          <Way aria-hidden /> {names.business(ticket.business)}
        </h2>
        <Mark face="busy">{t(`desk.phase.${phase}`)}</Mark>
        {loan && <Mark face="special">{t('desk.why.loan', { hall: names.hall(ticket.hall) })}</Mark>}
        {ticket.priority > 0 && <Mark face="warn">{t('desk.why.priority')}</Mark>}
      </header>
      <LimitBar ticket={ticket} />
      {phase === 'wrapUp' && <WrapUpBar ticket={ticket} />}
      {ticket.modality !== 'document' && phase !== 'wrapUp' && <Call ticket={ticket} />}
      <GuestBar piece={piece} />
      {ticket.answer !== undefined && (
        <Alert type="success" showIcon title={t('desk.answer')} description={ticket.answer} />
      )}
      {ticket.suppliedNote !== undefined && (
        <Alert type="info" showIcon title={t('desk.supplied')} description={ticket.suppliedNote} />
      )}
      <Facts ticket={ticket} />
      <Notes ticket={ticket.id} />
      <Actions piece={piece} front={front} />
      <PanelBody piece={piece} front={front} />
    </section>
  );
}
