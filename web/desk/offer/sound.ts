import { create } from 'zustand';

const onKey = 'desk.sound';
const volumeKey = 'desk.volume';
/** A browser that lets us be heard says so at once. */
const allowedMs = 500;

interface Sound {
  on: boolean;
  volume: number;
  /** The browser lets nothing be heard until somebody has touched the page. */
  silenced: boolean;
  setOn(on: boolean): void;
  setVolume(volume: number): void;
}

export const useSound = create<Sound>()((set) => ({
  on: localStorage.getItem(onKey) !== 'off',
  volume: Number(localStorage.getItem(volumeKey) ?? 0.6),
  silenced: false,
  setOn(on) {
    localStorage.setItem(onKey, on ? 'on' : 'off');
    set({ on });
  },
  setVolume(volume) {
    localStorage.setItem(volumeKey, String(volume));
    set({ volume });
  },
}));

let audio: AudioContext | null = null;

/** The way to be heard, or null while the browser allows none: what is not heard now is not heard later in a heap. */
async function awake(): Promise<AudioContext | null> {
  audio ??= new AudioContext();
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, allowedMs);
  await Promise.race([audio.resume().catch(() => {}), late]);
  clearTimeout(timer);
  const silenced = audio.state !== 'running';
  useSound.setState({ silenced });
  return silenced ? null : audio;
}

const touched = () => void (useSound.getState().silenced && awake());
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, touched, { capture: true });

/** Plays notes (Hz) one after the other. */
async function play(notes: readonly number[]): Promise<void> {
  const { on, volume } = useSound.getState();
  if (!on || volume === 0) return;
  const heard = await awake();
  if (heard === null) return;
  notes.forEach((hertz, i) => {
    const at = heard.currentTime + i * 0.18;
    const tone = new OscillatorNode(heard, { type: 'sine', frequency: hertz });
    const loud = new GainNode(heard, { gain: 0 });
    loud.gain.setValueAtTime(0, at);
    loud.gain.linearRampToValueAtTime(volume * 0.4, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.17);
    tone.connect(loud).connect(heard.destination);
    tone.start(at);
    tone.stop(at + 0.18);
  });
}

/** Somebody waits for an answer. */
export const ring = (): void => void play([880, 1174, 880]);
/** Something came that can wait. */
export const chime = (): void => void play([784]);
