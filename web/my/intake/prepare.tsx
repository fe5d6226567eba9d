import type { LineView } from '../../../src/protocol/catalogue.ts';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { named } from '../../kit/language.ts';
import { Icon } from '../base/icons.tsx';
import { Card, Heading } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { BackTo } from './back-to.tsx';
import { type Business, type Way, waysOf } from './choice.ts';
import { LineState } from './line-state.tsx';

interface PrepareProps {
  business: Business;
  hall: string;
  lines: readonly LineView[];
  choose: (way: Way) => void;
  back: () => void;
}

/** What to have at hand before queueing, and the ways to have it done with what each would cost in time now. */
export function Prepare({ business, hall, lines, choose, back }: PrepareProps) {
  const say = useSay();
  const language = useLanguage();
  const ways = waysOf(useCatalogue(), business);
  return (
    <>
      <BackTo back={back} />
      <Heading focus>{named(language, business)}</Heading>
      <Card title={business.materials.length > 0 ? say('prepare.materials') : undefined}>
        {business.materials.length === 0 ? (
          <p>{say('prepare.materials.none')}</p>
        ) : (
          <>
            <ul className="to-prepare">
              {business.materials.map((item) => (
                <li key={item.code}>{named(language, item)}</li>
              ))}
            </ul>
            <p className="faint">{say('prepare.materials.how')}</p>
          </>
        )}
      </Card>
      <h2>{say('prepare.way')}</h2>
      {ways.length === 0 && <p className="card">{say('prepare.noWay')}</p>}
      <ul className="ways">
        {ways.map((way) => (
          <li key={way.channel}>
            <button type="button" className="way" onClick={() => choose(way)}>
              <Icon name={way.modality} />
              <span>
                <b>{say(`way.${way.modality}`)}</b>
                <small>{say(`way.${way.modality}.how`)}</small>
                <LineState lines={lines} hall={hall} modality={way.modality} />
              </span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
