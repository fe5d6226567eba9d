import { useCallback, useEffect, useState } from 'react';
import type { MaterialView } from '../../../src/protocol/http.ts';
import { useHold } from '../../kit/version.ts';
import { ask } from '../base/http.ts';
import { shrink } from './shrink.ts';
import { type Upload, upload } from './upload.ts';

/** What is under way for an item, or why it failed. */
export type Sending = { share: number; stop: () => void } | { fault: unknown };

/** What was uploaded for a ticket, also from another device, and what is on its way. */
export function useFiles(ticket: string, token: string) {
  const [files, setFiles] = useState<readonly MaterialView[]>([]);
  const [sending, setSending] = useState<Readonly<Record<string, Sending>>>({});
  useHold(Object.keys(sending).length > 0);
  useEffect(() => {
    let left = false;
    ask<MaterialView[]>(`/api/materials?ticket=${ticket}`, { token }).then(
      (found) => left || setFiles((since) => joined(found, since)),
      // Without the list of before, one uploads anew: the same bytes are the same file.
      () => {},
    );
    return () => {
      left = true;
    };
  }, [ticket, token]);
  const add = useCallback(
    async (item: string, chosen: File) => {
      const set = (to: Sending | undefined) =>
        setSending(({ [item]: _, ...others }) => (to === undefined ? others : { ...others, [item]: to }));
      set({ share: 0, stop: () => {} });
      const file = await shrink(chosen);
      const under: Upload = upload(item, file, token, (share) => set({ share, stop: under.stop }));
      set({ share: 0, stop: under.stop });
      try {
        const made = await under.done;
        setFiles((before) => joined(before, [made]));
        set(undefined);
      } catch (fault) {
        set(fault instanceof DOMException ? undefined : { fault });
      }
    },
    [token],
  );
  return { files, sending, add };
}

const joined = (a: readonly MaterialView[], b: readonly MaterialView[]): MaterialView[] => [
  ...new Map([...a, ...b].map((file) => [file.ref, file])).values(),
];
