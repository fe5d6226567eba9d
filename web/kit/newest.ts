/** How many a page keeps of what comes all day long: it is open for a whole shift. */
export const kept = 100;

/** With the last word on one thing, as the newest; of all only the newest hundred. */
export function withNewest<T>(all: Readonly<Record<string, T>>, id: string, one: T): Record<string, T> {
  const { [id]: _, ...others } = all;
  return Object.fromEntries([...Object.entries(others).slice(1 - kept), [id, one]]);
}
