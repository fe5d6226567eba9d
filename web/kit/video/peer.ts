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
  /** Names this connection: what is said of another is not heard. */
  line: string;
  iceServers: RTCIceServer[];
  tracks: Record<Kind, MediaStreamTrack | null>;
  doing: Doing;
  send(signal: Pick<Signal, 'line' | 'description' | 'candidate'>): void;
  /** The other has hung up, even if they may say so by the server no more; a line that is only down is not that. */
  gone(): void;
  changed(): void;
}

/** A line that was up and is down for so long is lost, and so is an offer that had no answer at the first try; ms. */
const lostMs = 4_000;
/** How long finding a way to each other may take at the first try; ms. Each further try has that much more time. */
const patienceMs = 8_000;
/** A line that is down longer is shown as failed; it is made anew all the same; ms. */
const failedMs = 20_000;

/** What the browser refuses, as a kind of way that it does not know, may do without; else the line is overdue soon. */
const overdueElse = (step: Promise<void>): void => void step.catch(() => {});

/** A connection to one other page. It is never mended: what does not come up, or breaks, is made anew by who calls. */
export class Peer {
  readonly party: Party;
  readonly line: string;
  readonly stream = new MediaStream();
  readonly pc: RTCPeerConnection;
  readonly #options: PeerOptions;
  readonly #tries: number = 1;
  readonly #madeAt = performance.now();
  #channel: RTCDataChannel | undefined;
  #doing: Doing = { microphone: true, camera: true, sharing: false };
  /** This connection was up; that page could be reached once. */
  #isUp = false;
  #wasUp = false;
  /** Since when nothing comes through to that page, by this connection or those before; null while it does. */
  #downSince: number | null = this.#madeAt;

  /** `former`: the connection to the same page that this one takes the place of. */
  constructor(options: PeerOptions, former: Peer | undefined) {
    const { party, line } = options;
    this.#options = options;
    this.party = party;
    this.line = line;
    if (former !== undefined) {
      this.#tries = former.#isUp ? 1 : former.#tries + 1;
      this.#wasUp = former.#wasUp;
      this.#downSince = former.#downSince ?? this.#madeAt;
    }
    this.pc = new RTCPeerConnection({ iceServers: options.iceServers });
    this.pc.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) options.send({ line, candidate: candidate.toJSON() });
    });
    this.pc.addEventListener('track', ({ track }) => {
      this.stream.addTrack(track);
      options.changed();
    });
    this.pc.addEventListener('datachannel', ({ channel }) => this.#use(channel));
    this.pc.addEventListener('connectionstatechange', () => this.#look());
  }

  get view(): PeerView {
    return { who: this.party.who, state: this.#state(), stream: this.stream, doing: this.#doing };
  }

  get connected(): boolean {
    return this.pc.connectionState === 'connected';
  }

  /** To be made anew. */
  get overdue(): boolean {
    if (this.#downSince === null) return false;
    const answered = this.pc.signalingState === 'stable';
    const patience = this.#isUp ? lostMs : (answered ? patienceMs : lostMs) * this.#tries;
    return performance.now() - Math.max(this.#downSince, this.#madeAt) > patience;
  }

  /** Calls the other. */
  call(): void {
    this.#use(this.pc.createDataChannel('doing'));
    for (const kind of ['audio', 'video'] as const) this.pc.addTransceiver(this.#options.tracks[kind] ?? kind);
    overdueElse(this.#say());
  }

  /** An offer, the answer to the own, or a way to the other: the browser takes them in the order in which they came. */
  hear({ description, candidate }: Signal): void {
    if (candidate !== undefined) overdueElse(this.pc.addIceCandidate(candidate));
    else if (description?.type === 'offer') overdueElse(this.#answer(description));
    else if (description !== undefined) overdueElse(this.pc.setRemoteDescription(description));
  }

  async setTrack(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    this.#options.tracks[kind] = track;
    const place = this.pc.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
    await place?.sender.replaceTrack(track);
  }

  tell(doing: Doing): void {
    this.#options.doing = doing;
    if (this.#channel?.readyState === 'open') this.#channel.send(JSON.stringify(doing));
  }

  close(): void {
    this.pc.close();
    for (const track of this.stream.getTracks()) this.stream.removeTrack(track);
  }

  async #answer(offer: RTCSessionDescriptionInit): Promise<void> {
    await this.pc.setRemoteDescription(offer);
    for (const place of this.pc.getTransceivers()) {
      place.direction = 'sendrecv';
      await place.sender.replaceTrack(this.#options.tracks[place.receiver.track.kind as Kind]);
    }
    await this.#say();
  }

  async #say(): Promise<void> {
    await this.pc.setLocalDescription();
    const { localDescription } = this.pc;
    if (localDescription !== null) this.#options.send({ line: this.line, description: localDescription.toJSON() });
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
      this.#isUp = true;
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
