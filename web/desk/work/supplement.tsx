import { Button, Checkbox, Flex, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { named } from '../../kit/language.ts';
import { useAct } from '../base/act.ts';
import { onCtrlEnter } from '../base/submit.ts';

/** 一次性告知: all that is missing in one list, from the business's catalogue of materials, and a free word. */
export function Supplement({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { businesses } = useCatalogue();
  const { act, pending } = useAct();
  const [items, setItems] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const materials = businesses.find(({ code }) => code === ticket.business)?.materials ?? [];
  const here = new Set(ticket.attachments?.map(({ item }) => item));
  const said = note.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ask = { type: 'supplement', ticket: ticket.id, items, ...(said !== '' && { note: said }) } as const;
    void act(ask, t('desk.supplement.done'));
  };
  return (
    <form onSubmit={submit} onKeyDown={onCtrlEnter}>
      <h3>{t('desk.supplement.title')}</h3>
      <Checkbox.Group value={items} onChange={setItems} className="desk-checks" aria-label={t('desk.supplement.title')}>
        {materials.map((material) => (
          <Checkbox key={material.code} value={material.code}>
            {named(language, material)} {here.has(material.code) && <small>{t('desk.supplement.here')}</small>}
          </Checkbox>
        ))}
      </Checkbox.Group>
      {materials.length === 0 && <p className="desk-quiet">{t('desk.supplement.none')}</p>}
      <Input.TextArea
        value={note}
        maxLength={500}
        showCount
        autoSize={{ minRows: 2, maxRows: 5 }}
        aria-label={t('desk.supplement.note')}
        placeholder={t('desk.supplement.note')}
        onChange={(event) => setNote(event.target.value)}
      />
      <Flex gap={12} align="center" className="desk-panel-end">
        <Button
          type="primary"
          htmlType="submit"
          loading={pending === 'supplement'}
          disabled={items.length === 0 && said === ''}
        >
          {t('desk.supplement.send', { n: items.length })}
        </Button>
        <span className="desk-quiet">{t('desk.supplement.how')}</span>
      </Flex>
    </form>
  );
}
