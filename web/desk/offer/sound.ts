import { create } from 'zustand';

const onKey = 'desk.sound';
const volumeKey = 'desk.volume';

interface Sound {
  on: boolean;
  volume: number;
  setOn(on: boolean): void;
  setVolume(volume: number): void;
}

export const useSound = create<Sound>()((set) => ({
  on: localStorage.getItem(onKey) !== 'off',
  volume: Number(localStorage.getItem(volumeKey) ?? 0.6),
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

/** Plays notes (Hz) one after the other. A browser is silent until somebody has touched the page. */
function play(notes: readonly number[]): void {
  const { on, volume } = useSound.getState();
  if (!on || volume === 0) return;
  audio ??= new AudioContext();
  void audio.resume().catch(() => {});
  notes.forEach((hertz, i) => {
    if (audio === null) return;
    const at = audio.currentTime + i * 0.18;
    const tone = new OscillatorNode(audio, { type: 'sine', frequency: hertz });
    const loud = new GainNode(audio, { gain: 0 });
    loud.gain.setValueAtTime(0, at);
    loud.gain.linearRampToValueAtTime(volume * 0.4, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.17);
    tone.connect(loud).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.18);
  });
}

/** Somebody waits for an answer. */
export const ring = (): void => play([880, 1174, 880]);
/** Something came that can wait. */
export const chime = (): void => play([784]);
