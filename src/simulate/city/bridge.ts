/**
 * The telephone exchange's knowledge of who has been put through. A seat and the caller hear of their ticket by
 * different ways, in either order.
 */
export class Bridge {
  readonly #callers = new Map<string, () => void>();
  /** Put through before the exchange was told the call's ticket. */
  readonly #early = new Set<string>();

  /** `answered` is called once a seat takes the call. */
  wait(ticket: string, answered: () => void): void {
    if (this.#early.delete(ticket)) answered();
    else this.#callers.set(ticket, answered);
  }

  hangUp(ticket: string): void {
    this.#callers.delete(ticket);
  }

  putThrough(ticket: string): void {
    const answered = this.#callers.get(ticket);
    if (answered === undefined) this.#early.add(ticket);
    this.#callers.delete(ticket);
    answered?.();
  }

  /** The call is over: nobody will ask for it. */
  end(ticket: string): void {
    this.#early.delete(ticket);
  }
}
