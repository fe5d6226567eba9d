import { dashboardOf } from './lib/wall.ts';
import { languages } from './lib/words.ts';
import { walls } from './walls.ts';

/** Every dashboard as the text of its file, by `<language>/<wall>.json`. */
export const dashboardFiles = (): Map<string, string> =>
  new Map(
    walls.flatMap((wall) =>
      languages.map((lang) => [`${lang}/${wall.name}.json`, `${JSON.stringify(dashboardOf(wall, lang), null, 2)}\n`]),
    ),
  );
