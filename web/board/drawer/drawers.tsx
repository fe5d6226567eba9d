import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../kit/names.ts';
import { useFocusBack, useShow } from '../base/show.ts';
import { HallPart } from './hall.tsx';
import { StationPart } from './station.tsx';
import { TicketPart } from './ticket.tsx';

/** One ticket, station or hall beside the board, which goes on. */
export function Drawers() {
  const { t } = useTranslation();
  const names = useNames();
  const { station: stationName } = useNames();
  const { kind, id, close } = useShow();
  useFocusBack(kind);
  const title =
    kind === 'ticket' ? t('board.ticket.title', { id }) : kind === 'hall' ? names.hall(id) : stationName(id);
  return (
    <Drawer
      open={kind !== ''}
      onClose={close}
      closable={{ 'aria-label': t('common.close') }}
      title={title}
      size={560}
      mask={false}
      focusable={{ focusTriggerAfterClose: false }}
      destroyOnHidden
    >
      {kind === 'ticket' && <TicketPart key={id} id={id} />}
      {kind === 'station' && <StationPart key={id} id={id} />}
      {kind === 'hall' && <HallPart key={id} id={id} />}
    </Drawer>
  );
}
