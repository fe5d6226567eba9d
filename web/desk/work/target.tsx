import { Button, Flex, Input, Radio, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { named, shortly } from '../../kit/language.ts';
import { useAct } from '../base/act.ts';
import { onCtrlEnter } from '../base/submit.ts';
import { StationChoices } from './station-choices.tsx';

interface Props {
  ticket: TicketView;
  kind: 'transfer' | 'consult';
  /** Somebody is being served: they can be held while a colleague is found (warm). */
  talks: boolean;
  seen: boolean;
  onDone(): void;
}

/** To whom a ticket goes, or who is asked to help: one station of those that are there now, or whoever is able. */
export function Target({ ticket, kind, talks, seen, onDone }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { halls, groups, businesses } = useCatalogue();
  const { act, pending } = useAct();
  const [mode, setMode] = useState<'cold' | 'warm'>(talks && ticket.modality !== 'document' ? 'warm' : 'cold');
  const [hall, setHall] = useState(ticket.hall);
  const [group, setGroup] = useState<string | undefined>();
  const [business, setBusiness] = useState<string | undefined>();
  const [station, setStation] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const options = (all: readonly { code: string; name: string; en: string }[]) =>
    all.map((one) => ({ value: one.code, label: named(language, one) }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = note.trim();
    const to = {
      ...{ ticket: ticket.id, ...(said !== '' && { note: said }) },
      ...(station === null ? { hall } : { station }),
      ...{ ...(group !== undefined && { group }), ...(business !== undefined && { business }) },
    };
    const done = t(`desk.${kind}.done`);
    if (await act(kind === 'transfer' ? { type: kind, mode, ...to } : { type: kind, ...to }, done)) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} onKeyDown={onCtrlEnter}>
      <h3>{t(`desk.${kind}.title`)}</h3>
      <Flex vertical gap={8}>
        {kind === 'transfer' && (
          <Radio.Group
            aria-label={t('desk.transfer.mode')}
            value={mode}
            onChange={(event) => setMode(event.target.value)}
            options={(['cold', 'warm'] as const).map((value) => ({
              value,
              label: t(`desk.transfer.${value}`),
              disabled: value === 'warm' && !talks,
            }))}
          />
        )}
        <div className="desk-filters">
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={hall}
            onChange={(code) => {
              setHall(code);
              setStation(null);
            }}
            aria-label={t('desk.target.hall')}
            options={halls.map((one) => ({ value: one.code, label: shortly(language, one) }))}
          />
          <Select
            allowClear
            value={group}
            onChange={setGroup}
            aria-label={t('desk.target.group')}
            placeholder={t('desk.target.group')}
            options={options(groups)}
          />
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={business}
            onChange={setBusiness}
            aria-label={t('desk.target.business')}
            placeholder={t('desk.target.business')}
            options={options(businesses)}
          />
        </div>
        {seen && (
          <StationChoices
            filter={{ hall, ...(group !== undefined && { group }), business: business ?? ticket.business }}
            chosen={station}
            onChoose={setStation}
          />
        )}
        <Input.TextArea
          value={note}
          maxLength={500}
          autoSize={{ minRows: 1, maxRows: 4 }}
          aria-label={t('desk.target.note')}
          placeholder={t('desk.target.note')}
          onChange={(event) => setNote(event.target.value)}
        />
        <div className="desk-panel-end">
          <Button type="primary" htmlType="submit" loading={pending === kind}>
            {t(`desk.${kind}.send`)}
          </Button>
        </div>
      </Flex>
    </form>
  );
}
