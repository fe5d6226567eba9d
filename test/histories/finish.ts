import { channel, officer } from '../unit/desk.ts';
import { must } from './must.ts';
import type { Player } from './player.ts';
import { supervisor } from './scene.ts';
import { bureauOf } from './variants.ts';

const day = 86_400_000;
const boss = supervisor('*');

/** Works off all that a history has left behind, as people would who know what to do; throws when something stays. */
export function finish(player: Player): void {
  const { desk } = player;
  desk.use(bureauOf(0));
  player.tell();
  for (const order of [...desk.core.state.orders.all()])
    desk.do(boss, { type: 'order', order: { ...order, set: null } });
  const behind = () => [...desk.core.state.tickets(), ...desk.core.state.followUps()];
  for (let round = 0; round < 250 && behind().length > 0; round++) {
    for (const station of desk.core.state.bureau.stations.keys()) takeUp(player, station);
    workOff(player);
    player.pass(round < 200 ? 5_000 : 7 * day);
  }
  const left = behind();
  must(left.length === 0, 'left behind', left);
}

/** Its own officer works there, whoever did before. */
function takeUp({ desk }: Player, station: string): void {
  const s = desk.core.state.station(station)?.context;
  const own = s?.officer === officer(station).sub;
  if (own && s.wants === 'ready' && s.online) return;
  if (s !== undefined && !own) desk.do(boss, { type: 'steer', station, to: 'signedOut' });
  desk.open(station);
}

function workOff({ desk }: Player): void {
  for (const { value, context: t } of [...desk.core.state.tickets()]) {
    const ticket = t.id;
    const by = channel(t.channel);
    if (t.awayUntil !== null || t.joinUntil !== null) desk.do(by, { type: 'join', ticket });
    if (value === 'offered') desk.accept(ticket);
    if (value === 'serving' || value === 'wrapUp') desk.complete(ticket);
    if (value === 'parked' && t.parked?.reason === 'supplement')
      desk.do(by, { type: 'supply', ticket, materials: [], done: true });
    if (value === 'parked' && t.parked?.reason === 'booked') desk.do(by, { type: 'cancel', ticket });
    if (value === 'escalated') desk.do(boss, { type: 'answer', ticket, text: 'they may' });
    if (value === 'quarantined') desk.do(boss, { type: 'requeue', ticket });
  }
  for (const { value, context: f } of [...desk.core.state.followUps()])
    if (value !== 'answered')
      desk.do(boss, { type: 'followUp', ticket: f.ticket, finding: 'dismissed', text: 'looked into' });
}
