import { readFileSync } from 'node:fs';
import { type CommandParser, defineScript } from 'redis';
import type { Verdict } from './history.ts';

/** A script of lua/ as a command of the client: it is sent by its hash, and in full where the server lacks it. */
function script(file: string, keys: number) {
  return defineScript({
    SCRIPT: readFileSync(new URL(`./lua/${file}`, import.meta.url), 'utf8'),
    NUMBER_OF_KEYS: keys,
    parseCommand(parser: CommandParser, names: string[], args: string[]) {
      parser.pushKeys(names);
      parser.push(...args);
    },
    transformReply: (reply: Verdict) => reply,
  });
}

export const scripts = {
  appendBatch: script('append.lua', 3),
  saveChange: script('checkpoint.lua', 5),
  takeBase: script('rebase.lua', 4),
};
