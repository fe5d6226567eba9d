import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';

/** Text in YAML as data that still knows its lines. */
export interface Source {
  data: unknown;
  /** What kept the text from being read, by line. */
  faults: { line: number; message: string }[];
  /** The line on which the value at `path` begins; that of the nearest value around it when there is none. */
  lineOf(path: PropertyKey[]): number;
}

/** Anchors may be used this often: far more than halls need, too few to blow up a file by nesting them. */
const maxAliasCount = 10_000;

export function readSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const fault = (line: number, message: string) => ({ line, message: `not valid YAML: ${message}` });
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => fault(lineAt(pos[0]), message));

  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) === undefined)
        faults.push(fault(lineAt(alias.range?.[0] ?? 0), `there is no anchor &${alias.source}`));
    },
  });

  let data: unknown;
  try {
    if (faults.length === 0) data = document.toJS({ maxAliasCount });
  } catch (error) {
    // Too many aliases: nothing that has a line.
    faults.push(fault(1, error instanceof Error ? error.message : String(error)));
  }

  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  return {
    data,
    faults,
    lineOf(path) {
      let node: unknown = document.contents;
      let line = 1;
      const stand = (at: unknown) => {
        if (isNode(at) && at.range) line = lineAt(at.range[0]);
      };
      for (const part of path) {
        const parent = resolved(node);
        if (isSeq(parent)) {
          node = parent.items[Number(part)];
          stand(node);
        } else if (isMap(parent)) {
          const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
          node = pair?.value;
          stand(pair?.key);
        } else break;
      }
      return line;
    },
  };
}
