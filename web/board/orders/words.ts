import { useTranslation } from 'react-i18next';
import type { Order } from '../../../src/protocol/commands.ts';
import { useNames } from '../../kit/names.ts';

/** A standing order in words. */
export function useOrderWords(): (order: Order) => string {
  const { t } = useTranslation();
  const names = useNames();
  const { station: stationName } = useNames();
  const line = (whose: string, what: string) => t('board.orders.line', { whose, what });
  return (order) => {
    switch (order.of) {
      case 'station': {
        const { skills = {}, capacity } = order.set ?? {};
        const can = Object.entries(skills).map(([skill, level]) => `${names.skill(skill)} ${level}`);
        const carries = Object.entries(capacity ?? {}).flatMap(([modality, n]) =>
          n > 0 ? [`${t(`board.modality.${modality}`)} ${n}`] : [],
        );
        return line(stationName(order.station), [...carries, ...can].join(' · '));
      }
      case 'staffing':
        return t('board.orders.staffing', {
          hall: names.hall(order.hall),
          group: names.group(order.group),
          n: order.set,
        });
      case 'lend': {
        const whose = order.hall === undefined ? t('board.all') : names.hall(order.hall);
        const { on, reserve } = order.set ?? {};
        const more = reserve === undefined ? '' : ` · ${t('board.order.lend.reserve')} ${reserve}`;
        return line(whose, `${t(on ? 'board.order.lend.on' : 'board.order.lend.off')}${more}`);
      }
      case 'hall':
      case 'maturity':
        return line(names.hall(order.hall), t(`board.order.${order.of}.${order.set}`));
    }
  };
}
