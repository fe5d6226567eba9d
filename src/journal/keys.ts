/** Every key of a bureau carries its hash tag, so that on Redis Cluster all of them live on one node. */
export function journalKeys(bureau: string) {
  const key = (name: string) => `yunting:{${bureau}}:${name}`;
  return {
    journal: key('journal'),
    epoch: key('epoch'),
    seq: key('seq'),
    checkpoint: key('cp'),
    newBase: key('base:new'),
    oldBase: key('base:old'),
    answers: key('answers'),
    /** Keys of persons by id, wrapped; files of the bureau by version. */
    persons: key('persons'),
    files: key('files'),
    answersOf: (seq: number) => key(`answers:${seq}`),
  };
}
export type JournalKeys = ReturnType<typeof journalKeys>;
