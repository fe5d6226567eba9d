import { Alert, Skeleton, Timeline } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodedError } from '../../../src/protocol/codes.ts';
import type { HistoryAnswer } from '../../../src/protocol/messages.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useNow } from '../../kit/clock.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import type { PageSession } from '../../kit/session.ts';
import { useTimes } from '../../kit/times.ts';

/** What has happened to the ticket, newest first, in sentences. */
export function History({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { client, clock, known } = useSession();
  const times = useTimes();
  const now = useNow(clock, 60_000);
  const [story, setStory] = useState<HistoryAnswer | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  // Each change of the ticket is a line of its story.
  useEffect(() => {
    client.ask({ type: 'history', ticket: ticket.id, language }).then(
      (answer) => {
        setStory(answer as HistoryAnswer);
        setFault(null);
      },
      (error: unknown) => {
        setFault(error);
        // It went where it is none of our business any more.
        if (error instanceof CodedError && error.code === 'not-found') forget(known, ticket.id);
      },
    );
  }, [client, known, ticket, language]);
  if (fault !== null) return <Alert type="warning" title={wordsOf(fault, language)} />;
  if (story === null) return <Skeleton active paragraph={{ rows: 4 }} />;
  if (story.length === 0) return <p className="desk-quiet">{t('common.none')}</p>;
  return (
    <Timeline
      className="desk-history"
      items={story.toReversed().map(({ at, text }) => ({
        content: (
          <>
            <time>{times(at, now)}</time> {text}
          </>
        ),
      }))}
    />
  );
}

/** A ticket that still lies on the desk stays: then the question came too early or too late. */
function forget(known: PageSession['known'], ticket: string): void {
  known.setState(({ tickets, station }) => {
    if (station?.work.some((work) => work.ticket === ticket)) return {};
    return { tickets: Object.fromEntries(Object.entries(tickets).filter(([id]) => id !== ticket)) };
  });
}
