import type { Kind } from './media.ts';
import type { Party, Signal } from './wire.ts';

/** What one tells the other of the own devices, by the connection itself. */
export interface Doing {
  microphone: boolean;
  camera: boolean;
  sharing: boolean;
}
export type PeerState = 'connecting' | 'connected' | 'reconnecting' | 'failed';
/** One of the others in a call, as it is drawn. */
export interface PeerView {
  who: string;
  state: PeerState;
  stream: MediaStream;
  doing: Doing;
}

export interface PeerOptions {
  /** The other's page. */
  party: Party;
  /** Gives way when both call at once. */
  polite: boolean;
  /** Calls the other; else waits to be called. */
  calls: boolean;
  iceServers: RTCIceServer[];
  tracks: Record<Kind, MediaStreamTrack | null>;
  doing: Doing;
  send(signal: Omit<Signal, 'from' | 'to'>): void;
  /** The other has hung up, even if they may say so by the server no more; a line that is only down is not that. */
  gone(): void;
  changed(): void;
}

/** A signal that had no answer for so long is taken for lost; ms. */
const answerMs = 4_000;
/** A line that is down longer is shown as failed; it is mended all the same. */
const failedMs = 20_000;

/** The connection to one other page: perfect negotiation (W3C WebRTC, 10.7), and a mended line where it breaks. */
export class Peer {
  readonly party: Party;
  readonly stream = new MediaStream();
  readonly pc: RTCPeerConnection;
  readonly #options: PeerOptions;
  #channel: RTCDataChannel | undefined;
  #doing: Doing = { microphone: true, camera: true, sharing: false };
  #making = false;
  #ignoring = false;
  #sentAt = 0;
  /** Since when nothing comes through; null while it does. */
  #downSince: number | null = performance.now();
  #wasUp = false;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.party = options.party;
    this.pc = new RTCPeerConnection({ iceServers: options.iceServers });
    this.pc.addEventListener('negotiationneeded', () => void this.#call());
    this.pc.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) options.send({ candidate: candidate.toJSON() });
    });
    this.pc.addEventListener('track', ({ track }) => {
      for (const old of this.stream.getTracks()) if (old.kind === track.kind) this.stream.removeTrack(old);
      this.stream.addTrack(track);
      options.changed();
    });
    this.pc.addEventListener('datachannel', ({ channel }) => this.#use(channel));
    this.pc.addEventListener('connectionstatechange', () => this.#look());
    if (!options.calls) return;
    this.#use(this.pc.createDataChannel('doing'));
    for (const kind of ['audio', 'video'] as const) this.pc.addTransceiver(options.tracks[kind] ?? kind);
  }

  get view(): PeerView {
    return { who: this.party.who, state: this.#state(), stream: this.stream, doing: this.#doing };
  }

  get connected(): boolean {
    return this.pc.connectionState === 'connected';
  }

  async hear({ description, candidate }: Signal): Promise<void> {
    const { pc } = this;
    if (candidate !== undefined) {
      // One that belongs to an offer that was not taken, or to a connection of before.
      await pc.addIceCandidate(candidate).catch(() => {});
      return;
    }
    if (description === undefined) {
      this.#sayAgain();
      return;
    }
    const isOffer = description.type === 'offer';
    this.#ignoring = !this.#options.polite && isOffer && (this.#making || pc.signalingState !== 'stable');
    // The answer to an offer that was said twice comes twice.
    if (this.#ignoring || (!isOffer && pc.signalingState !== 'have-local-offer')) return;
    await pc.setRemoteDescription(description);
    if (!isOffer) return;
    await this.#fit();
    await pc.setLocalDescription();
    this.#say();
  }

  async setTrack(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    this.#options.tracks[kind] = track;
    await this.#sender(kind)?.replaceTrack(track);
  }

  tell(doing: Doing): void {
    this.#options.doing = doing;
    if (this.#channel?.readyState === 'open') this.#channel.send(JSON.stringify(doing));
  }

  /** Looked at every other second: what was lost on the way is said again, and a line that is down is made anew. */
  mend(): void {
    const { pc } = this;
    const down = this.#downSince === null ? 0 : performance.now() - this.#downSince;
    if (this.connected || performance.now() - this.#sentAt < answerMs) return;
    if (pc.signalingState === 'have-local-offer') this.#sayAgain();
    // Whoever gives way waits a little for the other to begin.
    else if (
      (this.#wasUp || pc.connectionState === 'failed') &&
      down > (this.#options.polite ? 2 * answerMs : answerMs / 4)
    )
      pc.restartIce();
    this.#options.changed();
  }

  close(): void {
    this.pc.close();
    for (const track of this.stream.getTracks()) this.stream.removeTrack(track);
  }

  async #call(): Promise<void> {
    try {
      this.#making = true;
      await this.pc.setLocalDescription();
      this.#say();
    } finally {
      this.#making = false;
    }
  }

  /** The own tracks into the places that the other's offer has for them; what an own offer had prepared is given up. */
  async #fit(): Promise<void> {
    for (const place of this.pc.getTransceivers()) {
      const kind = place.receiver.track.kind as Kind;
      if (place.mid === null) place.stop();
      else {
        place.direction = 'sendrecv';
        await place.sender.replaceTrack(this.#options.tracks[kind]);
      }
    }
  }

  /** Not that of an own offer that was given up. */
  #sender(kind: Kind): RTCRtpSender | undefined {
    const places = this.pc.getTransceivers().filter(({ direction }) => direction !== 'stopped');
    return places.find(({ receiver }) => receiver.track.kind === kind)?.sender;
  }

  #say(): void {
    const { localDescription } = this.pc;
    if (localDescription === null) return;
    this.#sentAt = performance.now();
    this.#options.send({ description: localDescription.toJSON() });
  }

  #sayAgain(): void {
    if (this.pc.signalingState === 'have-local-offer') this.#say();
  }

  #use(channel: RTCDataChannel): void {
    channel.addEventListener('open', () => {
      this.#channel = channel;
      this.tell(this.#options.doing);
    });
    channel.addEventListener('close', () => this.#options.gone());
    channel.addEventListener('message', ({ data }) => {
      this.#doing = JSON.parse(String(data)) as Doing;
      this.#options.changed();
    });
  }

  #look(): void {
    if (this.connected) {
      this.#downSince = null;
      this.#wasUp = true;
    } else this.#downSince ??= performance.now();
    this.#options.changed();
  }

  #state(): PeerState {
    if (this.#downSince === null) return 'connected';
    if (performance.now() - this.#downSince > failedMs) return 'failed';
    return this.#wasUp ? 'reconnecting' : 'connecting';
  }
}
