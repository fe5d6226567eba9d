import { create } from 'zustand';
import { kept } from '../../kit/newest.ts';
import { seat } from './seat.ts';

type What = 'broadcasts' | 'messages';
type Times = readonly number[];

const keyOf = (what: What) => `desk.read.${what}.${seat().station}`;
const useMarks = create<Partial<Record<string, Times>>>()(() => ({}));

function stored(key: string): Times {
  try {
    const times: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(times) ? times.filter((at) => typeof at === 'number') : [];
  } catch {
    // Something else was stored there: all is new again.
    return [];
  }
}

/** When the words that were read at this station were said, ms: a reload does not make them new again. */
export function useRead(what: What): [read: Times, mark: (at: Times) => void] {
  const key = keyOf(what);
  const read = useMarks((marks) => marks[key]) ?? stored(key);
  return [
    read,
    (at) => {
      const more = at.filter((one) => !read.includes(one));
      if (more.length === 0) return;
      const all = [...read, ...more].slice(-kept);
      localStorage.setItem(key, JSON.stringify(all));
      useMarks.setState({ [key]: all });
    },
  ];
}
