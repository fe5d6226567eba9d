import mermaid from 'mermaid';
import hall from '../../../docs/machines/hall.md?raw';
import seat from '../../../docs/machines/seat.md?raw';
import ticket from '../../../docs/machines/ticket.md?raw';
import window from '../../../docs/machines/window.md?raw';

const files = { hall, seat, ticket, window };
export type Drawn = keyof typeof files;

mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  theme: 'neutral',
  fontFamily: 'system-ui, sans-serif',
});

/** SVG of a machine as its document draws it, with one state lit. */
export async function draw(id: string, of: Drawn, state: string): Promise<string> {
  const [, text] = /```mermaid\n([\s\S]*?)```/.exec(files[of]) ?? [];
  if (text === undefined) throw new Error(`no drawing of ${of}`);
  const lit = `${text}  classDef now fill:#1f5fbf,color:#fff,stroke:#0a3d8f,stroke-width:3px\n  class ${state} now\n`;
  return (await mermaid.render(id, lit)).svg;
}
