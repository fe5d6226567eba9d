import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { asClock } from '../../kit/clock.ts';
import { useCatalogue, useKnown, useLanguage } from '../../kit/context.tsx';
import { useRights } from '../base/rights.ts';
import { State } from '../base/state.tsx';
import { OrderForm } from '../orders/form.tsx';
import { Machine } from './machine.tsx';

export function HallPart({ id }: { id: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { acts, wide } = useRights();
  const figures = useKnown((known) => known.board?.halls.find(({ hall }) => hall === id));
  const config = useCatalogue().halls.find(({ code }) => code === id);
  if (config === undefined || figures === undefined) return <p className="board-quiet">{t('board.hall.unknown')}</p>;
  const { open, close } = config.hours;
  return (
    <div className="board-drawer">
      <Descriptions
        size="small"
        column={2}
        items={[
          {
            key: 'name',
            label: t('board.hall.name'),
            span: 2,
            children: language === 'zh' ? config.officialName : config.en,
          },
          { key: 'state', label: t('board.column.state'), children: <State of="hall" state={figures.state} /> },
          { key: 'hours', label: t('board.hall.hours'), children: `${open}–${close}` },
          { key: 'maturity', label: t('board.maturity'), children: t(`board.maturity.${config.maturity}`) },
          { key: 'oldest', label: t('board.column.oldest'), children: asClock(figures.oldestMs) },
          {
            key: 'people',
            label: t('board.column.people.long'),
            span: 2,
            children: `${figures.ready} / ${figures.busy} / ${figures.paused}`,
          },
        ]}
      />
      {acts &&
        (['hall', 'staffing', 'lend', ...(wide ? (['maturity'] as const) : [])] as const).map((of) => (
          <section key={of} aria-label={t(`board.order.${of}`)}>
            <h3>{t(`board.order.${of}`)}</h3>
            <OrderForm of={of} hall={id} />
          </section>
        ))}
      <Machine of="hall" state={figures.state} />
    </div>
  );
}
