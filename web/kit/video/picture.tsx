import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerView } from './peer.ts';

interface OtherProps {
  other: PeerView;
  label: string;
  /** There are more than one: each is told from the others by name. */
  named: boolean;
}

/** One of the others: picture and sound, and what is off at their side. */
export function Other({ other, label, named }: OtherProps) {
  const { t } = useTranslation();
  const { stream, doing, state } = other;
  const up = state === 'connected';
  const dark = up && !doing.camera && !doing.sharing;
  return (
    <figure className="call-other" data-state={state}>
      <Moving stream={stream} label={label} whole={doing.sharing} hidden={dark} />
      <figcaption className="call-notes" aria-live="polite">
        {named && <span>{label}</span>}
        {up && !doing.microphone && <span>{t('call.theirMicrophone')}</span>}
        {dark && <span>{t('call.theirCamera')}</span>}
        {up && doing.sharing && <span>{t('call.theirScreen')}</span>}
      </figcaption>
    </figure>
  );
}

interface MovingProps {
  stream: MediaStream;
  label: string;
  /** A screen is shown whole, a face fills the place. */
  whole: boolean;
  hidden: boolean;
}

function Moving({ stream, label, whole, hidden }: MovingProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [silenced, setSilenced] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = stream;
    element.play().catch((error: unknown) => {
      // A browser that plays no sound before something was pressed shows the picture at least.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      element.muted = true;
      setSilenced(true);
      element.play().catch(() => {});
    });
  }, [stream]);
  const hear = () => {
    if (video.current !== null) video.current.muted = false;
    setSilenced(false);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: people speak here, and nobody writes along. */}
      <video ref={video} autoPlay playsInline aria-label={label} data-whole={whole} hidden={hidden} />
      {silenced && (
        <button type="button" className="call-press call-hear" onClick={hear}>
          {t('call.play')}
        </button>
      )}
    </>
  );
}

/** What the others see of us, small in a corner; a face as in a mirror. */
export function Self({ track, mirrored }: { track: MediaStreamTrack | null; mirrored: boolean }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = track === null ? null : new MediaStream([track]);
  }, [track]);
  return (
    <div className="call-self" data-empty={track === null}>
      <video ref={video} autoPlay playsInline muted aria-label={t('call.self')} data-mirrored={mirrored} />
    </div>
  );
}
