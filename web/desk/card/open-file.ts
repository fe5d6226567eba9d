import type { MaterialView } from '../../../src/protocol/http.ts';
import { request } from '../base/http.ts';

const shown = /^(image\/(?!heic)|application\/pdf$)/;

/** Opens what a browser shows in a tab of its own, and saves the rest. The bytes leave the page with that tab. */
export async function openFile({ ref, item, contentType }: MaterialView, token: string): Promise<void> {
  const response = await request(`/api/materials/${ref}`, token);
  const url = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: contentType }));
  if (shown.test(contentType)) {
    window.open(url, '_blank', 'noopener');
  } else {
    const link = document.createElement('a');
    link.href = url;
    link.download = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? item;
    link.click();
  }
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
