import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKnown } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useRead } from '../base/read.ts';

/** What colleagues have written to this station about a ticket. */
export function Notes({ ticket }: { ticket: string }) {
  const { t } = useTranslation();
  const { station: stationName } = useNames();
  const notes = useKnown((known) => known.messages).filter((note) => note.ticket === ticket);
  const [, mark] = useRead('messages');
  useEffect(() => mark(notes.map(({ at }) => at)));
  if (notes.length === 0) return null;
  return (
    <ul className="desk-notes" aria-label={t('desk.notes')} aria-live="polite">
      {notes.map(({ from, text, at }) => (
        <li key={`${at} ${from} ${text}`}>
          <b>{stationName(from)}</b> {text}
        </li>
      ))}
    </ul>
  );
}
