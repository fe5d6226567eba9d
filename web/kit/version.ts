import { useEffect } from 'react';
import { create } from 'zustand';
import type { LineState } from '../../src/client/line.ts';

/** Whether the server has another build of this page than the one that is open. */
export const useNewer = create<{ newer: boolean }>()(() => ({ newer: false }));

const asset = /\/assets\/[\w.-]+/g;
/** A page that nobody touched for so long is not being read to a point either. */
const quietMs = 15_000;
const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];
const lookEveryMs = 10 * 60_000;

/** Asks for this page's document: one of another build names files that this one has not. */
export async function lookForNewer(): Promise<boolean> {
  // The line may go also while the answer comes.
  const page = await fetch(location.pathname, { cache: 'no-cache' })
    .then((answer) => (answer.ok ? answer.text() : null))
    .catch(() => null);
  if (page === null) return false;
  const named = page.match(asset) ?? [];
  const newer = named.some((path) => document.querySelector(`[src="${path}"], [href="${path}"]`) === null);
  useNewer.setState({ newer });
  return newer;
}

/** Loads the page anew if there is still something new, and a server to load it from. */
export async function renew(): Promise<void> {
  if (await lookForNewer()) location.reload();
}

const holders = new Set<symbol>();

/** While `held` something is at work here that a page loaded anew would not have: it is not done unasked. */
export function useHold(held: boolean): void {
  useEffect(() => {
    if (!held) return;
    const holder = Symbol();
    holders.add(holder);
    return () => void holders.delete(holder);
  }, [held]);
}

const wordless = /^(checkbox|radio|range|file|hidden)$/;
/** Words that were typed and are not yet sent. */
const isWriting = (): boolean =>
  [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].some(
    ({ type, value, readOnly }) => !readOnly && !wordless.test(type) && value.trim() !== '',
  );

/** Looks for a newer build whenever the line is there again: what served before may be another now. */
export function useNewerAfter(line: LineState): void {
  useEffect(() => {
    if (line === 'open') void lookForNewer();
  }, [line]);
}

/** Looks for a newer build now and then, and takes it as soon as nothing is at work. Answers whether there is one. */
export function useRenewal(): boolean {
  const newer = useNewer((state) => state.newer);
  useEffect(() => {
    const look = () => document.hidden || void lookForNewer();
    const timer = setInterval(look, lookEveryMs);
    // A part that is loaded later did not come: that of the open build may be no more.
    addEventListener('vite:preloadError', look);
    return () => {
      clearInterval(timer);
      removeEventListener('vite:preloadError', look);
    };
  }, []);
  useEffect(() => {
    if (!newer) return;
    let touched = performance.now();
    const touch = () => {
      touched = performance.now();
    };
    const timer = setInterval(() => {
      if (holders.size === 0 && !isWriting() && performance.now() - touched > quietMs) void renew();
    }, 1_000);
    for (const kind of touches) addEventListener(kind, touch, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const kind of touches) removeEventListener(kind, touch, { capture: true });
    };
  }, [newer]);
  return newer;
}
