import type { TicketView } from '../../../src/protocol/views.ts';
import { useCatalogue } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { Card } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { Item } from './item.tsx';
import { otherItem } from './other.ts';
import { Supply } from './supply.tsx';
import { useFiles } from './use-files.ts';

interface MaterialsProps {
  ticket: TicketView;
  token: string;
  /** What the officer found missing; without it, all that the business may need can be sent ahead. */
  asked?: TicketView['parked'];
}

export function Materials({ ticket, token, asked }: MaterialsProps) {
  const say = useSay();
  const names = useNames();
  const { businesses } = useCatalogue();
  const { files, sending, add } = useFiles(ticket.id, token);
  const all = businesses.find(({ code }) => code === ticket.business)?.materials.map(({ code }) => code) ?? [];
  const items = [...(asked === undefined ? all : asked.items), otherItem];
  return (
    <Card title={say('files.title')}>
      {asked === undefined ? (
        <p className="faint">{say('files.ahead.how')}</p>
      ) : (
        asked.note !== undefined && (
          <blockquote>
            <small className="by-whom">{say('supply.note')}</small>
            <span lang="zh-CN">{asked.note}</span>
          </blockquote>
        )
      )}
      <ul className="items">
        {items.map((item) => (
          <Item
            key={item}
            name={item === otherItem ? say('files.other') : names.material(ticket.business, item)}
            files={files.filter((file) => file.item === item)}
            sending={sending[item]}
            add={(file) => void add(item, file)}
          />
        ))}
      </ul>
      {asked !== undefined && (
        <Supply
          ticket={ticket.id}
          items={asked.items}
          files={files}
          sending={Object.values(sending).some((one) => 'share' in one)}
        />
      )}
    </Card>
  );
}
