import type { BureauCore } from '../bureau/bureau.ts';
import type { Answer, Command } from '../bureau/commands.ts';
import type { PushBody } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import type { HostPorts } from './host.ts';

/** What of the host those need who answer questions and see to files and persons. */
export interface Hands {
  core: BureauCore;
  ports: HostPorts;
  /** Decides a command; resolves once that is durable. */
  decide(command: Command, from: string | null): Promise<{ answer: Answer; seq: number }>;
  /** Answers from what stands in a store; `unavailable` when that is away or silent. */
  stored<T>(answer: () => Promise<T>): Promise<T>;
  /** Hands on what was just read of the state once the journal has all of it. */
  onceDurable<T>(read: T): Promise<T>;
  /** Throws `stopping` or `unavailable` while no command is taken. */
  checkOpen(): void;
  ticketsOf(by: Principal): string[];
  /** How many tickets of a business entered since this process began. */
  asked(business: string): number;
  /** Tells who listens to a topic something that is kept nowhere; false when nobody does. */
  tell(topic: string, body: PushBody): boolean;
}
