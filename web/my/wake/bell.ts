import workerUrl from './notify-worker.ts?worker&url';

/** Two rising tones, Hz, as a lift has them: heard, and not alarming. */
const tones = [660, 880];
const toneSeconds = 0.22;

/** Calls somebody who is not looking: by a sound, a vibration, and a notification where it is allowed. */
export class Bell {
  #audio: AudioContext | undefined;
  #worker: ServiceWorkerRegistration | undefined;

  /** Browsers make a sound only after a gesture: call it in one. Asks for notifications, and tells whether they may be. */
  async unlock(): Promise<boolean> {
    this.#audio ??= new AudioContext();
    void this.#audio.resume();
    if (!('Notification' in globalThis)) return false;
    if ((await Notification.requestPermission()) !== 'granted') return false;
    // Phones show notifications by a worker only; where there is none, the page does it itself.
    this.#worker = await navigator.serviceWorker?.register(workerUrl, { type: 'module' }).catch(() => undefined);
    return true;
  }

  ring(): void {
    navigator.vibrate?.([300, 150, 300]);
    const audio = this.#audio;
    if (audio?.state !== 'running') return;
    for (const [n, hertz] of tones.entries()) {
      const at = audio.currentTime + n * toneSeconds;
      const tone = new OscillatorNode(audio, { frequency: hertz });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setValueAtTime(0.3, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + toneSeconds);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + toneSeconds);
    }
  }

  /** Says no more than that: who holds the phone may be somebody else. Nothing while the page is looked at. */
  notify(text: string): void {
    if (!document.hidden || !('Notification' in globalThis) || Notification.permission !== 'granted') return;
    const options = { tag: 'turn', icon: '/icon.svg' };
    try {
      if (this.#worker !== undefined) void this.#worker.showNotification(text, options);
      else new Notification(text, options).onclick = () => window.focus();
    } catch {
      // Some browsers have the name but not the thing.
    }
  }

  close(): void {
    void this.#audio?.close();
  }
}
