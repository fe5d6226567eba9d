import { useCallback, useEffect, useRef, useState } from 'react';
import type { CatalogueView } from '../../../src/protocol/catalogue.ts';
import type { StationChoice } from '../../../src/protocol/http.ts';
import { named, shortly } from '../../kit/language.ts';
import { stationName } from '../../kit/names.ts';
import { requestJson } from '../base/http.ts';

const everyMs = 5_000;

interface Names {
  hall(language: string): string;
  station(language: string, id: string): string;
  group(language: string, code: string): string;
}

/** The stations of the hall, anew every few seconds; `back` is told the one where this officer is signed in. */
export function useChoices(token: string, hall: string, back: (own: string) => void) {
  const [choices, setChoices] = useState<StationChoice[] | null>(null);
  const [names, setNames] = useState<Names | null>(null);
  const [error, setError] = useState<unknown>(null);
  const first = useRef(true);
  const returns = useRef(back);
  returns.current = back;

  const again = useCallback(() => {
    requestJson<StationChoice[]>('/api/stations', token).then(
      (all) => {
        setError(null);
        setChoices(all);
        const own = all.find((choice) => choice.own);
        if (first.current && own !== undefined) returns.current(own.id);
        first.current = false;
      },
      (fault: unknown) => setError(fault),
    );
  }, [token]);

  useEffect(() => {
    again();
    const timer = setInterval(() => document.hidden || again(), everyMs);
    return () => clearInterval(timer);
  }, [again]);

  useEffect(() => {
    requestJson<CatalogueView>('/api/catalogue', token).then(
      ({ halls, groups }) => {
        const mine = halls.find(({ code }) => code === hall);
        setNames({
          hall: (language) => (mine === undefined ? hall : language === 'zh' ? mine.officialName : mine.en),
          station: (language, id) => (mine === undefined ? id : stationName(id, hall, shortly(language, mine))),
          group: (language, code) => {
            const group = groups.find((one) => one.code === code);
            return group === undefined ? code : named(language, group);
          },
        });
      },
      // Codes stand in for names.
      () => {},
    );
  }, [token, hall]);

  return { choices, names, error, again };
}
