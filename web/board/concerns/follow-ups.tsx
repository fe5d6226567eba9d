import { Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUpView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useCatalogue, useLanguage, useSession } from '../../kit/context.tsx';
import { worded } from '../../kit/language.ts';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { useAsked } from '../base/asked.ts';
import { useRights } from '../base/rights.ts';
import { Part } from './part.tsx';
import { TicketLink } from './ticket-link.tsx';

/** 差评: what was found of each, or has yet to be. */
export function FollowUps() {
  const { t } = useTranslation();
  const names = useNames();
  const language = useLanguage();
  const { station: stationName } = useNames();
  const { ratings } = useCatalogue();
  const { acts } = useRights();
  const now = useNow(useSession().clock);
  const asked = useAsked<FollowUpView[]>({ type: 'followUps' }, 3_000);
  const [found, setFound] = useState<FollowUpView | null>(null);
  const reason = (code: string) => {
    const words = ratings.reasons.find((one) => one.code === code);
    return words === undefined ? code : worded(language, words);
  };
  return (
    <>
      <Part<FollowUpView>
        name="followUps"
        asked={asked}
        keyOf={({ ticket }) => ticket}
        columns={[
          { title: t('board.column.ticket'), render: (_, { ticket }) => <TicketLink id={ticket} /> },
          { title: t('board.column.hall'), render: (_, { hall }) => names.hall(hall) },
          { title: t('board.column.at'), render: (_, { station }) => (station ? stationName(station) : '–') },
          { title: t('board.column.grade'), dataIndex: 'grade' },
          {
            title: t('board.column.said'),
            width: 300,
            render: (_, { reasons, comment }) => [...reasons.map(reason), ...(comment ? [comment] : [])].join(' · '),
          },
          {
            title: t('board.column.state'),
            render: (_, { state, finding }) =>
              [t(`board.followUp.${state}`), ...(finding ? [t(`board.finding.${finding}`)] : [])].join(' · '),
          },
          {
            title: t('board.column.due'),
            render: (_, { state, until }) => {
              if (state !== 'open' && state !== 'appealed') return '–';
              const late = until < now;
              return (
                <span className={late ? 'board-late' : ''}>
                  {late ? t('board.over', { time: asClock(now - until) }) : asClock(until - now)}
                </span>
              );
            },
          },
          ...(acts
            ? [
                {
                  title: t('board.actions'),
                  render: (_: unknown, row: FollowUpView) =>
                    (row.state === 'open' || row.state === 'appealed') && (
                      <Button size="small" onClick={() => setFound(row)}>
                        {t('board.finding.give')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {found !== null && <Finding of={found} close={() => setFound(null)} />}
    </>
  );
}

function Finding({ of, close }: { of: FollowUpView; close(): void }) {
  const { t } = useTranslation();
  const { act, pending } = useAct();
  const [form] = Form.useForm<{ finding: 'upheld' | 'dismissed'; text: string }>();
  const required = [{ required: true, message: t('board.required') }];
  return (
    <Modal
      open
      title={t('board.finding.title', { id: of.ticket })}
      okText={t('board.finding.give')}
      confirmLoading={pending !== null}
      onOk={form.submit}
      onCancel={close}
    >
      {of.appeal !== undefined && <blockquote>{of.appeal}</blockquote>}
      <Form
        form={form}
        layout="vertical"
        onFinish={async (values) => {
          if (await act({ type: 'followUp', ticket: of.ticket, ...values })) close();
        }}
      >
        <Form.Item name="finding" label={t('board.finding')} rules={required}>
          <Radio.Group
            options={(['upheld', 'dismissed'] as const).map((value) => ({
              value,
              label: t(`board.finding.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="text" label={t('board.finding.text')} rules={[{ ...required[0], whitespace: true }]}>
          <Input.TextArea rows={4} maxLength={1000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
