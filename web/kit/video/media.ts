/** Why a device gives nothing: refused by its owner, not there, held by another program, or the page is not secure. */
export type MediaFault = 'refused' | 'missing' | 'busy' | 'insecure';
export type Device = 'on' | 'off' | MediaFault;
export type Kind = 'audio' | 'video';

/** Enough for a face and a document held up; the line itself lowers it where it is slow. */
const wanted = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { facingMode: 'user', width: { ideal: 960 }, height: { ideal: 720 }, frameRate: { ideal: 24 } },
} as const;

export type Opened = { track: MediaStreamTrack } | { fault: MediaFault };

export async function openDevice(kind: Kind): Promise<Opened> {
  return (await open({ [kind]: wanted[kind] }))[kind];
}

/** Both at once, so that their owner is asked once; where that fails, each for itself. */
export async function openDevices(): Promise<Record<Kind, Opened>> {
  const both = await open(wanted);
  if ('track' in both.audio) return both;
  return { audio: await openDevice('audio'), video: await openDevice('video') };
}

async function open(constraints: MediaStreamConstraints): Promise<Record<Kind, Opened>> {
  const all = (opened: Opened) => ({ audio: opened, video: opened });
  // Browsers offer no devices to a page that came without TLS.
  if (navigator.mediaDevices === undefined) return all({ fault: 'insecure' });
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    const first = (tracks: MediaStreamTrack[]): Opened =>
      tracks[0] === undefined ? { fault: 'missing' } : { track: tracks[0] };
    return { audio: first(stream.getAudioTracks()), video: first(stream.getVideoTracks()) };
  } catch (error) {
    return all({ fault: faultOf(error) });
  }
}

function faultOf(error: unknown): MediaFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}

/** Null when it was not allowed, or the choice was closed. */
export async function openScreen(): Promise<MediaStreamTrack | null> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 10 } } });
    return stream.getVideoTracks()[0] ?? null;
  } catch {
    return null;
  }
}

/** Phones cannot share their screen. */
export const canShare = (): boolean => navigator.mediaDevices?.getDisplayMedia !== undefined;
