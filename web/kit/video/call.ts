import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Device, type Kind, type Opened, openDevice, openDevices, openScreen } from './media.ts';
import { type Doing, Peer, type PeerView } from './peer.ts';
import { kindOf, type Party, pack, randomName, type Signal, unpacker } from './wire.ts';

export interface CallState {
  /** Until the owner of camera and microphone has said yes or no. */
  asking: boolean;
  microphone: Device;
  camera: Device;
  sharing: boolean;
  /** What the others see of us; null: nothing. */
  picture: MediaStreamTrack | null;
  others: readonly PeerView[];
  /** The same person goes on at another page of theirs. */
  elsewhere: boolean;
}

export interface CallOptions {
  /** The same for all pages of one person: `taxpayer`, or the station. */
  who: string;
  role: 'officer' | 'taxpayer';
  iceServers(): Promise<RTCIceServer[]>;
  /** Hands a part of a signal to the other parties of the ticket; rejects when nobody is there. */
  relay(kind: 'offer' | 'answer' | 'ice', data: string): Promise<unknown>;
}

const lookEveryMs = 2_000;
/** A third who was away when it was said hears it then; ms. */
const sayEveryMs = 10_000;

/** One page's part in a call: the own devices, and a connection to each of the others. */
export class Call {
  readonly state: StoreApi<CallState>;
  readonly #options: CallOptions;
  #me: Party;
  readonly #peers = new Map<string, Peer>();
  /** Pages whose person went on at another. */
  readonly #left = new Set<string>();
  readonly #unpack = unpacker();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #bye = () => this.#send({ bye: 'left' });
  #iceServers: RTCIceServer[] = [];
  #tracks: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  #screen: MediaStreamTrack | null = null;
  #saidAt = 0;
  #closed = false;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#me = { who: options.who, page: randomName() };
    this.state = createStore<CallState>(() => ({
      ...{ asking: true, microphone: 'off', camera: 'off', sharing: false },
      ...{ picture: null, others: [], elsewhere: false },
    }));
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    addEventListener('pagehide', this.#bye);
    void this.#begin();
  }

  hear(data: string): void {
    const signal = this.#unpack(data);
    if (signal === null || (signal.to !== undefined && signal.to !== this.#me.page)) return;
    this.#obey(signal);
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#turn('audio', on);
  }

  setCamera(on: boolean): Promise<void> {
    return this.#turn('video', on);
  }

  async share(on: boolean): Promise<void> {
    const screen = on ? await openScreen() : null;
    if (this.#closed) return screen?.stop();
    if (on && screen === null) return;
    this.#screen?.stop();
    this.#screen = screen;
    // Ended by the browser's own bar.
    screen?.addEventListener('ended', () => this.#screen === screen && void this.share(false));
    await this.#show();
  }

  /** Goes on at this page after the same person had gone on at another, or tries the devices again. */
  async again(): Promise<void> {
    // To the others the page that was left is another.
    if (this.state.getState().elsewhere) this.#me = { ...this.#me, page: randomName() };
    this.state.setState({ elsewhere: false, asking: true });
    await this.#begin();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    removeEventListener('pagehide', this.#bye);
    this.#bye();
    this.#leave();
  }

  async #begin(): Promise<void> {
    const [devices, iceServers] = await Promise.all([openDevices(), this.#options.iceServers().catch(() => [])]);
    if (this.#closed) {
      for (const opened of Object.values(devices)) if ('track' in opened) opened.track.stop();
      return;
    }
    this.#iceServers = iceServers;
    this.#take('audio', devices.audio);
    this.#take('video', devices.video);
    this.state.setState({ asking: false });
    await this.#show();
    for (const peer of this.#peers.values()) await peer.setTrack('audio', this.#tracks.audio);
    this.#look();
  }

  async #turn(kind: Kind, on: boolean): Promise<void> {
    if (on && this.#tracks[kind] === null) {
      const opened = await openDevice(kind);
      if (this.#closed) return 'track' in opened ? opened.track.stop() : undefined;
      this.#take(kind, opened);
    } else if (!on) {
      // Off is off: the lamp of the device goes out.
      this.#tracks[kind]?.stop();
      this.#tracks[kind] = null;
      this.state.setState({ [kind === 'audio' ? 'microphone' : 'camera']: 'off' });
    }
    if (kind === 'video') await this.#show();
    else for (const peer of this.#peers.values()) await peer.setTrack('audio', this.#tracks.audio);
    this.#tell();
  }

  #take(kind: Kind, opened: Opened): void {
    const track = 'track' in opened ? opened.track : null;
    this.#tracks[kind]?.stop();
    this.#tracks[kind] = track;
    const device: Device = 'fault' in opened ? opened.fault : 'on';
    this.state.setState({ [kind === 'audio' ? 'microphone' : 'camera']: device });
    // It was pulled out, or taken away.
    track?.addEventListener('ended', () => {
      if (this.#tracks[kind] === track) void this.#turn(kind, false);
    });
  }

  /** The screen while it is shared, else the camera. */
  async #show(): Promise<void> {
    const picture = this.#screen ?? this.#tracks.video;
    this.state.setState({ picture, sharing: this.#screen !== null });
    for (const peer of this.#peers.values()) await peer.setTrack('video', picture);
    this.#tell();
  }

  #doing(): Doing {
    const { microphone, camera, sharing } = this.state.getState();
    return { microphone: microphone === 'on', camera: camera === 'on', sharing };
  }

  #tell(): void {
    for (const peer of this.#peers.values()) peer.tell(this.#doing());
  }

  #look(): void {
    const { asking, elsewhere } = this.state.getState();
    if (asking || elsewhere) return;
    for (const { overdue, party } of [...this.#peers.values()])
      if (overdue && this.#calls(party)) this.#meet(party, randomName()).call();
    const alone = ![...this.#peers.values()].some(({ connected }) => connected);
    if (alone || performance.now() - this.#saidAt > sayEveryMs) {
      this.#saidAt = performance.now();
      this.#send({});
    }
    this.#draw();
  }

  /** Of each two one calls, and the other only says that it is here: they never call at once. */
  #calls({ who }: Party): boolean {
    return this.#options.role === 'officer' && (who === 'taxpayer' || this.#me.who < who);
  }

  #obey(signal: Signal): void {
    const { from, line, description, candidate, bye } = signal;
    const { asking, elsewhere } = this.state.getState();
    if (bye === 'elsewhere') {
      this.#leave();
      this.state.setState({ elsewhere: true });
      return;
    }
    const peer = this.#peers.get(from.who);
    if (bye === 'left') {
      if (peer?.party.page === from.page) this.#drop(peer);
      return;
    }
    // We say that we are here once we are.
    if (asking || elsewhere) return;
    // Said before it was told: the call went to the page that came after it, and stays there.
    if (this.#left.has(from.page)) this.#sendAway(from.page);
    else if (candidate === undefined && description?.type !== 'answer') this.#greet(signal, peer);
    else if (peer?.line === line) peer?.hear(signal);
  }

  /** Somebody is here, or calls. */
  #greet(signal: Signal, peer: Peer | undefined): void {
    const { from, line, description } = signal;
    const known = peer?.party.page === from.page;
    if (peer !== undefined && !known) {
      this.#sendAway(peer.party.page);
      this.#drop(peer);
    }
    if (this.#calls(from)) {
      if (!known) this.#meet(from, randomName()).call();
    } else if (description === undefined) {
      if (!(known && peer.connected)) this.#send({ to: from.page });
    } else if (line !== undefined) this.#meet(from, line).hear(signal);
  }

  #sendAway(page: string): void {
    this.#left.add(page);
    this.#send({ to: page, bye: 'elsewhere' });
  }

  /** A new connection to that page, in place of the one that there was. */
  #meet(party: Party, line: string): Peer {
    const former = this.#peers.get(party.who);
    former?.close();
    const peer: Peer = new Peer(
      {
        ...{ party, line, iceServers: this.#iceServers, doing: this.#doing() },
        tracks: { audio: this.#tracks.audio, video: this.#screen ?? this.#tracks.video },
        send: (signal) => this.#send({ ...signal, to: party.page }),
        gone: () => {
          if (this.#peers.get(party.who) === peer) this.#drop(peer);
        },
        changed: () => this.#draw(),
      },
      former,
    );
    this.#peers.set(party.who, peer);
    this.#draw();
    return peer;
  }

  #drop(peer: Peer): void {
    this.#peers.delete(peer.party.who);
    peer.close();
    this.#draw();
  }

  #leave(): void {
    for (const peer of [...this.#peers.values()]) this.#drop(peer);
    for (const track of [this.#tracks.audio, this.#tracks.video, this.#screen]) track?.stop();
    this.#tracks = { audio: null, video: null };
    this.#screen = null;
    this.state.setState({ picture: null, sharing: false });
  }

  #draw(): void {
    this.state.setState({ others: [...this.#peers.values()].map(({ view }) => view) });
  }

  #send(signal: Omit<Signal, 'from'>): void {
    const whole = { ...signal, from: this.#me };
    // Nobody there to hear it: it is said again, or they say that they are here.
    for (const part of pack(whole)) this.#options.relay(kindOf(whole), part).catch(() => {});
  }
}
