import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addTexts } from '../language.ts';
import type { Call, CallState } from './call.ts';
import { Controls } from './controls.tsx';
import type { MediaFault } from './media.ts';
import { Other, Self } from './picture.tsx';
import { callTexts } from './texts.ts';
import { type CallProps, useCall, useCallState } from './use-call.ts';
import './video.css';

addTexts(callTexts);

/** A ticket's video call, peer to peer: from the moment this is on the page until it is taken away. */
export default function VideoCall(props: CallProps) {
  const { t } = useTranslation();
  const call = useCall(props);
  return (
    <section className="call" aria-label={t('call.label')} onKeyDown={pressed}>
      {call !== null && <Stage call={call} role={props.role} />}
    </section>
  );
}

/** M, V and S press their switch while the call has the keyboard. */
function pressed(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const letter = event.key.toUpperCase();
  if (/^[MVS]$/.test(letter)) event.currentTarget.querySelector<HTMLElement>(`[data-letter=${letter}]`)?.click();
}

function Stage({ call, role }: { call: Call; role: CallProps['role'] }) {
  const { t } = useTranslation();
  const state = useCallState(call, (all) => all);
  const { others, picture, sharing } = state;
  const labelOf = (who: string) =>
    t(role === 'taxpayer' ? 'call.other.officer' : who === 'taxpayer' ? 'call.other.taxpayer' : 'call.other.guest');
  const notice = noticeOf(state, role);
  const fault = faultOf(state);
  return (
    <>
      <div className="call-others" data-many={others.length > 1}>
        {others.map((other) => (
          <Other key={other.who} other={other} label={labelOf(other.who)} named={others.length > 1} />
        ))}
      </div>
      <div className="call-notice" role="status" data-shown={notice !== null}>
        {notice !== null && (
          <>
            {notice.busy && <span className="call-spinner" aria-hidden="true" />}
            <strong>{t(notice.title)}</strong>
            {notice.how !== undefined && <span>{t(notice.how)}</span>}
          </>
        )}
        {state.elsewhere && (
          <button type="button" className="call-press" onClick={() => void call.again()}>
            {t('call.here')}
          </button>
        )}
      </div>
      {fault !== null && !state.elsewhere && (
        <div className="call-fault" role="alert">
          <span>
            <strong>{t(`call.${fault}`)}</strong>
            {t(`call.${fault}.how`)}
          </span>
          {fault !== 'insecure' && (
            <button type="button" className="call-press" onClick={() => void call.again()}>
              {t('call.retry')}
            </button>
          )}
        </div>
      )}
      <Self track={picture} mirrored={!sharing} />
      {sharing && <p className="call-sharing">{t('call.sharing')}</p>}
      {!state.elsewhere && <Controls call={call} />}
    </>
  );
}

interface Notice {
  title: string;
  how?: string;
  busy: boolean;
}

/** What is to be said over the picture; null while there is one. */
function noticeOf({ asking, elsewhere, others }: CallState, role: CallProps['role']): Notice | null {
  if (elsewhere) return { title: 'call.elsewhere', how: 'call.elsewhere.how', busy: false };
  if (asking) return { title: 'call.asking', how: 'call.asking.how', busy: false };
  if (others.length === 0) return { title: `call.waiting.${role}`, how: 'call.waiting.how', busy: true };
  const states = others.map(({ state }) => state);
  if (states.includes('connected')) return null;
  if (states.includes('connecting')) return { title: 'call.connecting', busy: true };
  if (states.includes('reconnecting')) return { title: 'call.reconnecting', busy: true };
  return { title: 'call.failed', how: 'call.failed.how', busy: false };
}

/** A device that its owner would have on, and that gives nothing. */
function faultOf({ microphone, camera }: CallState): MediaFault | null {
  for (const device of [microphone, camera]) if (device !== 'on' && device !== 'off') return device;
  return null;
}
