import { setTimeout as pause } from 'node:timers/promises';
import { createColors } from 'picocolors';
import type { BureauEvent } from '../../bureau/events.ts';
import type { Words } from '../../config/standards.ts';
import type { Language, Line } from '../../story/words.ts';

/** How the story reaches its reader. */
export interface Telling {
  /** A chapter begins; resolves when the reader may be taken to have read the last one. */
  chapter(title: Words): Promise<void>;
  quote(text: Words): void;
  event(e: BureauEvent, line: Line): void;
  /** The last word: how many events were told, and tickets that nobody can account for. */
  end(events: number, unaccounted: number): void;
}

const readingMs = 1_200;

/** For people: chapters, sentences and what is said, in colours where they are seen. */
export function terminal(out: NodeJS.WriteStream, language: Language): Telling {
  const { bold, cyan, dim, green, red } = createColors(out.isTTY === true);
  const words = { zh: '一件办件的一生', en: 'One ticket’s whole life' };
  const quoted = (text: string) => (language === 'zh' ? `「${text}」` : `“${text}”`);
  let chapters = 0;
  let today = '';
  out.write(`${bold(`云厅 Yunting · ${words[language]}`)}\n`);
  return {
    async chapter(title) {
      if (chapters > 0) await pause(readingMs);
      out.write(`\n${bold(cyan(`${++chapters}. ${title[language]}`))}\n`);
    },
    quote: (text) => void out.write(`           ${dim(quoted(text[language]))}\n`),
    event(_e, { day, time, text }) {
      if (day !== today) out.write(`  ${dim(`— ${day} —`)}\n`);
      today = day;
      out.write(`  ${dim(time)} ${text}\n`);
    },
    end(events, unaccounted) {
      const account =
        language === 'zh'
          ? `共 ${events} 个事件，去向不明 ${unaccounted} 件`
          : `${events} events, ${unaccounted} tickets unaccounted for`;
      out.write(`\n${(unaccounted === 0 ? green : red)(account)}\n`);
    },
  };
}

/** For programs: a line of JSON an event, and one for the end. */
export function jsonLines(out: NodeJS.WritableStream): Telling {
  const say = (line: object) => void out.write(`${JSON.stringify(line)}\n`);
  return {
    chapter: async () => {},
    quote: () => {},
    event: ({ at, type }, { text }) => say({ at, type, text }),
    end: (events, unaccounted) => say({ events, unaccounted }),
  };
}
