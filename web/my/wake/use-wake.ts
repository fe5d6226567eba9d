import { useEffect, useRef, useState } from 'react';
import type { TicketView } from '../../../src/protocol/views.ts';
import { type TextKey, useSay } from '../base/say.ts';
import { Bell } from './bell.ts';

const ringEveryMs = 5_000;
const flashEveryMs = 1_000;

/** What has come that somebody should look at; `call` cannot wait. */
function newsOf({ state, modality, joinUntil, parked }: TicketView): { key: TextKey; call: boolean } | undefined {
  if (state === 'serving' && joinUntil !== undefined && modality !== 'voice') return { key: 'news.call', call: true };
  if (parked?.for === 'supplement') return { key: 'news.supply', call: false };
  return state === 'closed' ? { key: 'news.closed', call: false } : undefined;
}

/** Wakes whoever is not looking, once for each piece of news; for a call, until it is answered or over. */
export function useWake(ticket: TicketView): Bell {
  const say = useSay();
  const [bell] = useState(() => new Bell());
  const news = newsOf(ticket);
  const key = news?.key;
  const call = news?.call === true;
  // Who opens the page sees for themselves what there is; a call is rung all the same.
  const seen = useRef(call ? undefined : key);
  const words = key === undefined ? '' : say(key);
  const title = say('my.title');
  useEffect(() => () => bell.close(), [bell]);
  useEffect(() => {
    if (key === seen.current) return;
    seen.current = key;
    if (key === undefined) return;
    bell.ring();
    bell.notify(words);
    // What is wanted stands at the top; nobody is torn away from writing but by a call.
    if (call || !document.activeElement?.matches('input, textarea')) scrollTo({ top: 0 });
  }, [bell, key, call, words]);
  useEffect(() => {
    if (!call) return;
    const timer = setInterval(() => bell.ring(), ringEveryMs);
    return () => clearInterval(timer);
  }, [bell, call]);
  useEffect(() => {
    if (words === '') return;
    const flash = () => {
      document.title = document.title === words ? title : words;
    };
    document.title = words;
    const timer = call ? setInterval(flash, flashEveryMs) : undefined;
    return () => {
      clearInterval(timer);
      document.title = title;
    };
  }, [call, words, title]);
  return bell;
}
