import { CodedError } from '../../../src/protocol/codes.ts';
import type { MaterialView } from '../../../src/protocol/http.ts';
import { faultOf } from '../base/http.ts';

export interface Upload {
  /** Rejects with a CodedError; with an AbortError after `stop`. */
  done: Promise<MaterialView>;
  stop(): void;
}

/** Sends one file for an item. Only XMLHttpRequest tells how far it has come. `onProgress`: 0 to 1. */
export function upload(item: string, file: File, token: string, onProgress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<MaterialView>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () =>
      request.status === 200
        ? resolve(JSON.parse(request.responseText) as MaterialView)
        : reject(faultOf(request.responseText));
    request.onerror = () => reject(new CodedError('unavailable'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
  });
  request.open('PUT', `/api/materials/${item}`);
  request.setRequestHeader('authorization', `Bearer ${token}`);
  request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name.slice(-nameMax)));
  request.send(file);
  return { done, stop: () => request.abort() };
}

/** The ending of a name is what matters of it. */
const nameMax = 100;
