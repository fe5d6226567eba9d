import type { Step } from '../bureau/commands.ts';
import type { BureauEvent } from '../bureau/events.ts';
import type { Bureau } from '../config/schema.ts';
import type { Principal } from '../protocol/principal.ts';
import { boardView } from '../protocol/views.ts';
import { openingMorning } from '../simulate/city/clock.ts';
import { mailbox, portals } from '../simulate/city/portal.ts';
import { emptyTally } from '../simulate/city/tally.ts';
import { type Language, teller } from '../story/words.ts';
import { demoBureau, demoServer, tokenLife } from './parts.ts';
import { onStage } from './stage.ts';
import { LeapingClock } from './story/clock.ts';
import { Ear } from './story/ear.ts';
import { Person } from './story/person.ts';
import { department, hall, type Letter, play, reviewAt, windowAt } from './story/script.ts';
import { jsonLines, type Telling, terminal } from './story/telling.ts';
import { imbalance } from './summary.ts';

export interface StoryOptions {
  language?: Language;
  /** Prints an event a line, as JSON, and nothing else. */
  json?: boolean;
}

/** How fast the bureau's time runs while people act. */
const speed = 60;
/** The morning's first minutes are other people's; ms. */
const untilBegin = 35 * 60_000;

/**
 * One ticket's whole life on a real server, told as it happens: a few people at their sockets, a portal that speaks by
 * signed webhooks, and time that leaps while nobody acts. Answers the exit status: 0, or 1 when somebody waited in
 * vain, the server ended too early or a ticket is unaccounted for.
 */
export function runStory({ language = 'zh', json = false }: StoryOptions = {}): Promise<number> {
  return onStage(async (stage) => {
    const letters = new Ear<Letter>('portal');
    let secrets: Record<string, string> | undefined;
    const address = await mailbox({
      secrets: () => secrets,
      tally: emptyTally(),
      hear: (_channel, letter) => letters.hear(letter as Letter),
    });
    const bureau = await demoBureau(address);
    const clock = new LeapingClock(openingMorning(Date.now()) + untilBegin, speed);
    const telling = json ? jsonLines(process.stdout) : terminal(process.stdout, language);
    const follower = followTicket(bureau, language, telling);
    const server = await demoServer(stage, { bureau, mailbox: address, clock, committed: follower.committed });
    secrets = Object.fromEntries(server.webhookSecrets);

    const person = async (name: string, by: Principal) => {
      const somebody = new Person(name, server.wsUrl, await server.tokens.sign(by, tokenLife));
      stage.undo(() => somebody.close());
      return somebody.here();
    };
    const officer = async (station: string) => {
      const somebody = await person(station, { role: 'station', sub: `officer-${station}`, hall, station });
      await somebody.give({ type: 'signIn', station });
      return somebody;
    };
    const window = await officer(windowAt);
    const review = await officer(reviewAt);
    const supervisor = await person('supervisor', { role: 'supervisor', sub: 'supervisor', halls: '*' });
    // Idle for longer: the application goes to the window.
    await window.give({ type: 'ready', station: windowAt });
    await review.give({ type: 'ready', station: reviewAt });

    await Promise.race([
      play({
        window,
        review,
        department: await person(department, { role: 'department', sub: 'officer', department }),
        supervisor,
        post: portals(server.url, secrets).post,
        letters,
        clock,
        chapter: telling.chapter,
        quote: telling.quote,
        follow: follower.follow,
      }),
      stage.ended,
    ]);
    const unaccounted = Math.abs(imbalance(boardView.parse(await supervisor.ask({ type: 'board' }))));
    telling.end(follower.told(), unaccounted);
    return unaccounted === 0 ? 0 : 1;
  });
}

/** Tells the events of one ticket, also those that came before it was known which one. */
function followTicket(bureau: Bureau, language: Language, telling: Telling) {
  const tell = teller(bureau, language);
  let followed: string | undefined;
  let early: (BureauEvent & { ticket: string })[] = [];
  let told = 0;
  const say = (e: BureauEvent & { ticket: string }) => {
    if (e.ticket !== followed) return;
    told++;
    telling.event(e, tell(e));
  };
  return {
    told: () => told,
    committed({ events }: Step) {
      for (const e of events) {
        if (!('ticket' in e)) continue;
        if (followed === undefined) early.push(e);
        else say(e);
      }
    },
    follow(ticket: string) {
      followed = ticket;
      for (const e of early) say(e);
      early = [];
    },
  };
}
