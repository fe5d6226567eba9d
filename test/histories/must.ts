/** Asked some hundred thousand times in a run: `expect` would take minutes. */
export function must(holds: boolean, what: string, about: unknown): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(about)}`);
}
