import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Link } from '../ports.ts';
import type { CatalogueView } from '../protocol/catalogue.ts';
import { CodedError } from '../protocol/codes.ts';
import type { StationChoice, StationToken } from '../protocol/http.ts';
import type { StationsAnswer } from '../protocol/messages.ts';
import type { Officer, Principal } from '../protocol/principal.ts';
import type { StationView } from '../protocol/views.ts';
import { bearerOf } from './bearer.ts';
import type { Tokens } from './tokens.ts';

export interface Choosing {
  link: Link;
  tokens: Tokens;
}

/** A day's work: who comes again has a token of the day. */
const longestSeconds = 12 * 3600;
/** As many as the question gives at once; a hall has fewer. */
const most = 500;

type Configured = NonNullable<CatalogueView['stations']>[number];

/** An officer's token is for a hall: where they sit today, they choose. */
export function chooseRoutes(app: FastifyInstance, { link, tokens }: Choosing): void {
  const officerOf = async (request: FastifyRequest) => {
    const { bearer, expiresAt } = await bearerOf(request, tokens);
    if (bearer.role !== 'officer') throw new CodedError('forbidden', 'with the token of an officer');
    return { officer: bearer, expiresAt };
  };
  /** Officers have no session: the server looks for them, at their own hall. */
  const stationsOf = async ({ sub, hall }: Officer, ip: string) => {
    const by: Principal = { role: 'reader', sub, halls: [hall] };
    const { rows } = (await link.ask(
      { type: 'stations', id: randomUUID(), hall, offset: 0, limit: most },
      by,
      ip,
    )) as StationsAnswer;
    const catalogue = (await link.ask({ type: 'catalogue', id: randomUUID() }, by, ip)) as CatalogueView;
    const configured = new Map(catalogue.stations?.map((station) => [station.id, station]));
    return rows.flatMap((view): { view: StationView; choice: StationChoice }[] => {
      const config = configured.get(view.id);
      return config === undefined ? [] : [{ view, choice: choiceOf(view, config, catalogue, sub) }];
    });
  };

  app.get('/stations', async (request) => {
    const { officer } = await officerOf(request);
    return (await stationsOf(officer, request.ip)).map(({ choice }) => choice);
  });

  app.post<{ Params: { id: string } }>('/stations/:id/token', async (request): Promise<StationToken> => {
    const { officer, expiresAt } = await officerOf(request);
    const station = request.params.id;
    const found = (await stationsOf(officer, request.ip)).find(({ choice }) => choice.id === station);
    if (found === undefined) throw new CodedError('not-found', 'no such station in your hall');
    if (!found.choice.free && !found.choice.own) throw new CodedError('station-taken', station);
    const seconds = Math.min(longestSeconds, Math.floor((expiresAt - Date.now()) / 1000));
    const token = await tokens.exchange(officer, station, seconds);
    return { token, station, hall: officer.hall, expiresAt: Date.now() + seconds * 1000 };
  });
}

function choiceOf(view: StationView, config: Configured, { groups }: CatalogueView, sub: string): StationChoice {
  const works = (modality: keyof Configured['capacity'] | undefined) =>
    modality === undefined || (config.capacity[modality] ?? 0) > 0;
  return {
    id: view.id,
    kind: config.kind,
    state: view.state,
    free: view.officer === undefined,
    own: view.officer === sub,
    groups: groups.filter(({ modality }) => works(modality)).map(({ code }) => code),
  };
}
