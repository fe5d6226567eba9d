import { Button, Flex, Input, Radio } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useCatalogue } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { onCtrlEnter } from '../base/submit.ts';
import { FieldInput } from './field.tsx';
import { stationOutcomes } from './outcomes.ts';
import { Preview } from './preview.tsx';
import { TemplateSearch } from './search.tsx';
import { fits, own, templatesFor, usual } from './templates.ts';

type Outcome = (typeof stationOutcomes)[number];

/** How it ended and what the taxpayer is told: outcome, template, fields, and the reply as it will be read. */
export function WrapUp({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const { act, pending } = useAct();
  const [outcome, setOutcome] = useState<Outcome>('resolved');
  const [code, setCode] = useState<string>(usual);
  const [values, setValues] = useState<Record<string, string>>({});
  const [reply, setReply] = useState('');
  const fields = useRef<HTMLDivElement>(null);
  const chosen = useRef(false);
  const templates = templatesFor(catalogue, ticket, outcome);
  const template = templates.find((one) => one.code === code);
  const wrong = template?.fields.find((field) => !fits(field, values[field.code] ?? ''));
  const ready = code === own ? reply.trim() !== '' : wrong === undefined;

  const turn = (to: Outcome) => {
    setOutcome(to);
    if (!templatesFor(catalogue, ticket, to).some((one) => one.code === code) && code !== own) setCode(usual);
  };
  const choose = (to: string) => {
    setCode(to);
    setValues({});
    chosen.current = true;
  };
  // From the chosen template straight to what it asks for, or to the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another one is chosen
  useEffect(() => {
    if (!chosen.current) return;
    chosen.current = false;
    const next = fields.current?.querySelector<HTMLElement>('input, textarea, button[type=submit]');
    next?.focus();
  }, [code]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const filled = Object.entries(values).filter(([, value]) => value.trim() !== '');
    const said =
      code === own
        ? { reply: reply.trim() }
        : template === undefined
          ? {}
          : { template: code, fields: Object.fromEntries(filled) };
    void act({ type: 'complete', ticket: ticket.id, outcome, ...said }, t('desk.wrap.done'));
  };
  return (
    <form onSubmit={submit} onKeyDown={onCtrlEnter}>
      <Flex vertical gap={10}>
        <Radio.Group
          aria-label={t('desk.wrap.outcome')}
          optionType="button"
          buttonStyle="solid"
          value={outcome}
          onChange={(event) => turn(event.target.value)}
          options={stationOutcomes.map((value) => ({ value, label: t(`desk.outcome.${value}`) }))}
        />
        <div data-first>
          <TemplateSearch templates={templates} value={code} onChange={choose} />
        </div>
        <div className="desk-wrap">
          <div ref={fields} className="desk-fields">
            {template?.fields.map((field) => (
              <FieldInput
                key={field.code}
                field={field}
                value={values[field.code] ?? ''}
                onChange={(value) => setValues((before) => ({ ...before, [field.code]: value }))}
              />
            ))}
            {code === own && (
              <Input.TextArea
                value={reply}
                maxLength={2000}
                showCount
                autoSize={{ minRows: 4, maxRows: 10 }}
                aria-label={t('desk.wrap.own')}
                onChange={(event) => setReply(event.target.value)}
              />
            )}
            <Flex wrap gap={8} align="center" className="desk-panel-end">
              <Button type="primary" htmlType="submit" disabled={!ready} loading={pending === 'complete'}>
                {t('desk.wrap.send')} <kbd>Ctrl+Enter</kbd>
              </Button>
              {!ready && <span className="desk-quiet">{t('desk.wrap.missing')}</span>}
            </Flex>
          </div>
          <Preview ticket={ticket} template={template} values={values} reply={code === own ? reply : null} />
        </div>
      </Flex>
    </form>
  );
}
