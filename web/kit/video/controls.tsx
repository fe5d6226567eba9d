import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from './call.ts';
import { CameraIcon, MicrophoneIcon, ScreenIcon } from './icons.tsx';
import { canShare } from './media.ts';
import { useCallState } from './use-call.ts';

/** Microphone, camera and screen: each a switch that shows what is. */
export function Controls({ call }: { call: Call }) {
  const { t } = useTranslation();
  const microphone = useCallState(call, (state) => state.microphone === 'on');
  const camera = useCallState(call, (state) => state.camera === 'on');
  const sharing = useCallState(call, (state) => state.sharing);
  return (
    <div className="call-controls" role="toolbar" aria-label={t('call.label')}>
      <Switch on={microphone} name={t('call.microphone')} letter="M" turn={() => call.setMicrophone(!microphone)}>
        <MicrophoneIcon off={!microphone} />
      </Switch>
      <Switch on={camera} name={t('call.camera')} letter="V" turn={() => call.setCamera(!camera)}>
        <CameraIcon off={!camera} />
      </Switch>
      {canShare() && (
        <Switch on={sharing} quiet name={t('call.share')} letter="S" turn={() => call.share(!sharing)}>
          <ScreenIcon />
        </Switch>
      )}
    </div>
  );
}

interface SwitchProps {
  on: boolean;
  /** To be off is nothing to be warned of. */
  quiet?: boolean;
  name: string;
  letter: string;
  turn(): Promise<void>;
  children: ReactNode;
}

function Switch({ on, quiet = false, name, letter, turn, children }: SwitchProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const press = () => {
    if (busy) return;
    setBusy(true);
    void turn().finally(() => setBusy(false));
  };
  return (
    <button
      type="button"
      className="call-switch"
      aria-pressed={on}
      aria-keyshortcuts={letter}
      aria-busy={busy}
      title={`${t(on ? 'call.on' : 'call.off', { what: name })} (${letter})`}
      data-off={!on && !quiet}
      data-letter={letter}
      onClick={press}
    >
      {children}
      <span>{name}</span>
    </button>
  );
}
