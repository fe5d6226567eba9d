import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAct } from '../base/act.ts';
import type { Piece } from '../base/desk.ts';
import { useUi } from '../base/ui.ts';
import { panelKeys, panelsOf } from './panels.ts';

/** What may be done with the ticket, always in the same order. */
export function Actions({ piece, front }: { piece: Piece; front: boolean }) {
  const { t } = useTranslation();
  const { act, pending } = useAct();
  const { ticket, phase } = piece;
  const open = useUi((ui) => ui.panels[ticket.id]);
  const toggle = useUi((ui) => ui.toggle);
  const talks = phase === 'serving' && ticket.modality !== 'document';
  return (
    <Flex wrap gap={8} className="desk-actions" role="toolbar" aria-label={t('desk.actions')}>
      {talks && (
        <Button
          {...(front && { id: 'desk-end' })}
          type="primary"
          danger
          loading={pending === 'end'}
          onClick={() => void act({ type: 'end', ticket: ticket.id })}
        >
          {t('desk.end')} <kbd>E</kbd>
        </Button>
      )}
      {panelsOf(piece).map((panel) => (
        <Button
          key={panel}
          type={panel === 'wrapUp' ? 'primary' : 'default'}
          aria-expanded={open === panel}
          className={open === panel ? 'desk-open' : ''}
          onClick={() => toggle(ticket.id, panel)}
        >
          {t(`desk.panel.${panel}`)} <kbd>{panelKeys[panel]}</kbd>
        </Button>
      ))}
    </Flex>
  );
}
