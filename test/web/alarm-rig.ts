import type { BrowserContext } from 'playwright-core';

/** What a page has done to be noticed. */
export interface Alarms {
  /** Notes that were begun, and the loudest that came out of them: 1 is as loud as it gets. */
  notes: number;
  loudest: number;
  /** How often the browser was told to ask for notifications. */
  asked: number;
  /** Notifications that were shown, and how many of them were taken away again. */
  shown: { title: string; body: string }[];
  closed: number;
}

/** From now on each page of the context notes its alarms in `globalThis.alarms`; all of them happen as they would. */
export async function witnessAlarms(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const alarms: Alarms = { notes: 0, loudest: 0, asked: 0, shown: [], closed: 0 };
    Object.assign(globalThis, { alarms });

    const { start } = AudioScheduledSourceNode.prototype;
    AudioScheduledSourceNode.prototype.start = function (...args) {
      alarms.notes += 1;
      start.apply(this, args);
    };
    // A second way out of what goes to the loudspeaker, where it can be looked at.
    const ears = new WeakMap<BaseAudioContext, AnalyserNode>();
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    const listened = function (this: AudioNode, to: AudioNode): AudioNode {
      if (to instanceof AudioDestinationNode) {
        const ear = ears.get(to.context) ?? new AnalyserNode(to.context, { fftSize: 2048 });
        if (!ears.has(to.context)) {
          const wave = new Float32Array(ear.fftSize);
          setInterval(() => {
            ear.getFloatTimeDomainData(wave);
            alarms.loudest = wave.reduce((most, each) => Math.max(most, Math.abs(each)), alarms.loudest);
          }, 20);
        }
        ears.set(to.context, ear);
        connect.call(this, ear);
      }
      return connect.call(this, to);
    };
    AudioNode.prototype.connect = listened as typeof AudioNode.prototype.connect;

    const ask = Notification.requestPermission.bind(Notification);
    globalThis.Notification = class extends Notification {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        alarms.shown.push({ title, body: options.body ?? '' });
      }
      override close(): void {
        alarms.closed += 1;
        super.close();
      }
      static override requestPermission(): Promise<NotificationPermission> {
        alarms.asked += 1;
        return ask();
      }
    };
  });
}
