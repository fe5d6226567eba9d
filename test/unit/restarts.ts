import { expect } from 'vitest';
import type { Bureau } from '../../src/config/schema.ts';
import { Desk } from './desk.ts';
import { Kept, replayed } from './kept.ts';

/** Two new processes after `downMs`: one on the whole journal, one on a checkpoint. Once for a desk that was not itself restarted. */
export function restarts(desk: Desk, downMs = 0, bureau: Bureau = desk.core.state.bureau): Desk[] {
  const kept = new Kept();
  kept.take(desk.core);
  return [replayed(bureau, desk.steps), kept.restore(bureau, [])].map((core) => {
    expect(core.hash()).toBe(desk.core.hash());
    const again = new Desk(bureau, desk.now + downMs, core);
    again.boot();
    return again;
  });
}
