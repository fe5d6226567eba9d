import type { PlaceView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { book } from './booking.ts';
import { Screen } from './screen.ts';
import { type Visit, wanted } from './visit.ts';
import type { World } from './world.ts';

/** How a taxpayer of each channel comes, waits and goes. `name` is the channel's own for the request. */
export const visitors = { etax: sendIn, phone: ring, vtax: enterRoom, booth: sitDown, realty: file };

/** How long a link that was left behind may still belong to an open ticket. */
const restMs = 10 * 60_000;
/** After so long the exchange tells a caller the place in the line. */
const announceMs = 20_000;

/** Some ask the hall to be quick. */
function urge({ timers, plead }: World, { hall, urges }: Visit, ticket: string): void {
  if (urges !== null) timers.in(urges, () => plead(hall, { ticket, wants: 'haste' }));
}

/** And some, later, to forget who they were. */
function askToForget({ timers, plead }: World, { hall, forget }: Visit, ticket: string): void {
  if (forget !== null) timers.in(forget, () => plead(hall, { ticket, wants: 'oblivion' }));
}

/** Of what the catalogue asks for, what most people send at first. */
function enclosed({ bureau }: World, { business }: Visit, name: string) {
  const [item] = Object.keys(bureau.businesses.get(business)?.materials ?? {});
  return item === undefined ? [] : [{ item, ref: `files/${name}/1` }];
}

/** Documents wait by themselves; some are taken back, which may come too late. */
async function sendIn(world: World, visit: Visit, name: string): Promise<void> {
  const { lines, timers, tally, seeTo } = world;
  const attachments = enclosed(world, visit, name);
  const submitted = { event: 'submitted', submission_no: name, taxpayer_id: name, attachments, ...wanted(visit) };
  const { ticket } = await lines.post('etax', submitted);
  tally.taken++;
  askToForget(world, visit, ticket);
  urge(world, visit, ticket);
  if (visit.patience === Number.POSITIVE_INFINITY) return;
  timers.in(visit.patience, () => seeTo(lines.post('etax', { event: 'withdrawn', ticket })));
}

/** Holds the line until served, or until patience ends; or is called back, which the exchange's letters are about. */
async function ring(world: World, visit: Visit, name: string, random: Random): Promise<void> {
  if (await book(world, visit, name, random)) return;
  const { lines, timers, bridge, tally, take, seeTo } = world;
  const call = { call_id: name };
  const callback = visit.callback === 'asked';
  const { ticket, token } = await lines.post('phone', { event: 'ringing', ...call, ...wanted(visit), callback });
  tally.taken++;
  askToForget(world, visit, ticket);
  if (callback) return void tally.paths.callbacks++;
  const stay = timers.in(visit.patience, () => {
    bridge.hangUp(ticket);
    tally.left++;
    stopListening();
    seeTo(lines.post('phone', { event: 'hung_up', ...call, ticket }));
  });
  const waits = () => urge(world, visit, ticket);
  const stopListening = announce(world, token, waits, () => {
    if (visit.callback !== 'taken') return;
    stay();
    bridge.hangUp(ticket);
    take('callbacksTaken', lines.post('phone', { event: 'callback_requested', ...call, ticket }));
  });
  bridge.wait(ticket, () => {
    stay();
    stopListening();
    if (visit.breaks === null) return;
    timers.in(visit.breaks, () => {
      tally.cut++;
      seeTo(lines.post('phone', { event: 'hung_up', ...call, ticket, cause: 'dropped' }));
    });
  });
}

/** Tells one who waits long (`waits`) the place in the line; `offered`: that one may be called back instead. */
function announce(
  { lines, timers, tally }: World,
  token: string | undefined,
  waits: () => void,
  offered: () => void,
): () => void {
  if (token === undefined) return () => {};
  let hangUp = () => {};
  const tell = ({ callback }: PlaceView) => {
    tally.places++;
    if (callback !== true) return;
    hangUp();
    offered();
  };
  const stop = timers.in(announceMs, () => {
    waits();
    const session = lines.connect(token, {
      onView: ({ places }) => places.forEach(tell),
      onPush: (news) => {
        for (const each of news) if (each.type === 'place') tell(each.place);
      },
    });
    hangUp = () => session.close();
  });
  return () => {
    stop();
    hangUp();
  };
}

/** At home before an own screen: signs in with an own link and asks there, or books a time through the platform. */
async function enterRoom(world: World, visit: Visit, name: string, random: Random): Promise<void> {
  if (await book(world, visit, name, random)) return;
  const { tokens, timers, tally } = world;
  const own = tokens.taxpayers[visit.hall];
  const token = own?.pop();
  if (own === undefined || token === undefined) return;
  const screen = new Screen(world, visit, token, random);
  screen.onEnd = () => timers.in(restMs, () => own.push(token));
  const { business, person } = visit;
  const submit = { type: 'submit', channel: 'vtax', business, ref: name, ...(person && { person }) } as const;
  try {
    const { ticket } = await screen.session.command(submit);
    tally.taken++;
    askToForget(world, visit, ticket);
    screen.wait(ticket);
  } catch (error) {
    screen.end();
    throw error;
  }
}

/** In a booth: the booth's system asks, and the taxpayer is put on the line by the link that it is answered. */
async function sitDown(world: World, visit: Visit, name: string, random: Random): Promise<void> {
  const { ticket, token } = await world.lines.post('booth', { signal: 'seated', booth_no: name, ...wanted(visit) });
  world.tally.taken++;
  askToForget(world, visit, ticket);
  if (token !== undefined) new Screen(world, visit, token, random).wait(ticket);
}

/** A case of the land registry: by its documents, or face to face by the link that it is answered. */
async function file(world: World, visit: Visit, name: string, random: Random): Promise<void> {
  const { bureau, lines, tally } = world;
  const filed = { step: 'filed', case_no: name, applicant_id: name, attachments: enclosed(world, visit, name) };
  const { ticket, token } = await lines.post('realty', { ...filed, ...wanted(visit) });
  tally.taken++;
  askToForget(world, visit, ticket);
  const isVideo = bureau.businesses.get(visit.business)?.channels.realty === 'video';
  if (isVideo && token !== undefined) new Screen(world, visit, token, random).wait(ticket);
}
