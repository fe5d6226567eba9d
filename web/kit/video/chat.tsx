import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../context.tsx';
import { addTexts } from '../language.ts';
import { callTexts } from './texts.ts';
import { randomName } from './wire.ts';
import './chat.css';

addTexts(callTexts);

/** What goes over the line: who says it, so that three can talk, and a name so that nothing is heard twice. */
interface Said {
  id: string;
  by: 'officer' | 'taxpayer';
  text: string;
}
interface Line extends Said {
  mine: boolean;
  state: 'sent' | 'sending' | 'failed';
}

export interface ChatProps {
  ticket: string;
  role: 'officer' | 'taxpayer';
  /** While it is not, what comes is counted as unread. */
  visible?: boolean;
  onUnread?(lines: number): void;
}

const longest = 500;

/** Lines of chat between the parties of a ticket in service: kept on this page alone, while it is shown. */
export default function Chat({ ticket, role, visible = true, onUnread }: ChatProps) {
  const { t } = useTranslation();
  const session = useSession();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [unread, setUnread] = useState(0);
  const seen = useRef(visible);
  seen.current = visible;

  useEffect(
    () =>
      session.onRelay((relay) => {
        if (relay.ticket !== ticket || relay.kind !== 'chat') return;
        const said = read(relay.data, role);
        setLines((before) =>
          before.some(({ id }) => id === said.id) ? before : [...before, { ...said, mine: false, state: 'sent' }],
        );
        if (!seen.current) setUnread((n) => n + 1);
      }),
    [session, ticket, role],
  );
  useEffect(() => {
    if (visible) setUnread(0);
  }, [visible]);
  useEffect(() => onUnread?.(unread), [unread, onUnread]);

  const say = useCallback(
    async (said: Said) => {
      const mark = (state: Line['state']) =>
        setLines((before) => before.map((line) => (line.id === said.id ? { ...line, state } : line)));
      mark('sending');
      const data = JSON.stringify(said);
      await session.client.ask({ type: 'relay', ticket, kind: 'chat', data }).then(
        () => mark('sent'),
        () => mark('failed'),
      );
    },
    [session, ticket],
  );
  const add = (text: string) => {
    const said: Said = { id: randomName(), by: role, text };
    setLines((before) => [...before, { ...said, mine: true, state: 'sending' }]);
    void say(said);
  };

  return (
    <section className="chat" aria-label={t('chat.label')}>
      <Log lines={lines} again={say} />
      <Entry add={add} />
    </section>
  );
}

/** A client of another kind may send plain text: then the other side said it. */
function read(data: string, role: ChatProps['role']): Said {
  const other = role === 'officer' ? 'taxpayer' : 'officer';
  try {
    const { id, by, text } = JSON.parse(data) as Partial<Said>;
    if (typeof id === 'string' && typeof text === 'string')
      return { id, by: by === 'officer' || by === 'taxpayer' ? by : other, text };
  } catch {
    // Plain text.
  }
  return { id: randomName(), by: other, text: data };
}

function Log({ lines, again }: { lines: readonly Line[]; again(line: Line): void }) {
  const { t } = useTranslation();
  const log = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is scrolled to.
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [lines.length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard.
    <div className="chat-log" role="log" aria-live="polite" ref={log} tabIndex={0} aria-label={t('chat.label')}>
      {lines.length === 0 && <p className="chat-empty">{t('chat.empty')}</p>}
      {lines.map((line) => (
        <div key={line.id} className="chat-line" data-mine={line.mine}>
          <span className="chat-by">{line.mine ? t('chat.me') : t(`chat.${line.by}`)}</span>
          <p>{line.text}</p>
          {line.state === 'sending' && <small>{t('chat.sending')}</small>}
          {line.state === 'failed' && (
            <small className="chat-failed">
              {t('chat.failed')}{' '}
              <button type="button" onClick={() => again(line)}>
                {t('chat.again')}
              </button>
            </small>
          )}
        </div>
      ))}
    </div>
  );
}

function Entry({ add }: { add(text: string): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const send = () => {
    if (text.trim() === '') return;
    add(text.trim());
    setText('');
  };
  return (
    <form
      className="chat-entry"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        rows={1}
        maxLength={longest}
        value={text}
        aria-label={t('chat.hint')}
        placeholder={t('chat.hint')}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          // Enter also ends the writing of a Chinese word.
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" disabled={text.trim() === ''}>
        {t('chat.send')}
      </button>
    </form>
  );
}
