import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Given } from '../bureau/commands.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Person } from '../protocol/material.ts';
import type { Principal } from '../protocol/principal.ts';
import type { Hands } from './hands.ts';
import { personOf } from './questions.ts';

type Decided = Promise<{ answer: Answer; seq: number }>;

const RETRY_MS = 250;

/** The submission is decided with its person sealed; whoever gets no answer gives the same command again. */
export async function submit(hands: Hands, given: Given<'submit'>, person: Person, from: string): Decided {
  const { ports, stored } = hands;
  const sealed = await stored(() => ports.persons.seal(person, given.id));
  const decided = await hands.decide({ ...given, person: sealed }, from);
  const { answer } = decided;
  if (answer.ok && answer.ticket !== undefined) {
    const { ticket } = answer;
    await stored(() => ports.persons.bind(ticket, sealed));
  }
  return decided;
}

/** Answered once the key is gone. Once it stands in the journal it is tried until it is done, answered or not. */
export async function erase(hands: Hands, command: Given<'erase'>, from: string): Decided {
  const { ticket } = command;
  const person = await find(hands, ticket);
  const decided = await hands.decide(command, from);
  if (decided.answer.ok) await hands.stored(() => untilErased(hands, ticket, person));
  return decided;
}

async function untilErased({ ports, checkOpen }: Hands, ticket: string, person: Person | null): Promise<void> {
  for (;;) {
    try {
      return await ports.persons.erase(ticket, person);
    } catch (error) {
      if (isStopping(checkOpen)) throw error;
      await sleep(RETRY_MS, undefined, { ref: false });
    }
  }
}

function isStopping(checkOpen: () => void): boolean {
  try {
    checkOpen();
  } catch (error) {
    return error instanceof CodedError && error.code === 'stopping';
  }
  return false;
}

/** Who a taxpayer is, told once it stands in the journal who asked. Throws what the bureau refuses. */
export async function reveal(hands: Hands, ticket: string, by: Principal, from: string): Promise<Person> {
  // Each question is decided anew: an id that was used before would be answered by the rights of then.
  const { answer } = await hands.decide({ type: 'reveal', id: `reveal:${randomUUID()}`, ticket, by }, from);
  if (!answer.ok) throw new CodedError(answer.code, answer.detail);
  const person = await find(hands, ticket);
  return person === null ? {} : hands.stored(() => hands.ports.persons.open(person));
}

/** Resolves once it stands in the journal who is about to be given a file. */
export async function opening(hands: Hands, file: { ticket: string; ref: string }, by: Principal, from: string) {
  const command = { type: 'openMaterial', id: `openMaterial:${randomUUID()}`, ...file, by } as const;
  const { answer } = await hands.decide(command, from);
  if (!answer.ok) throw new CodedError(answer.code, answer.detail);
}

/** The sealed person of a ticket: of an open one, or as the journal still has it. */
async function find({ core, ports, stored }: Hands, ticket: string): Promise<Person | null> {
  const open = core.state.ticket(ticket);
  return open === undefined ? stored(() => personOf(ports.journal, ticket)) : open.context.person;
}
