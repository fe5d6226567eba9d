import { Alert, Button, Form, Input, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientQuery } from '../../../src/client/connect.ts';
import { useLanguage } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { useNames } from '../../kit/names.ts';
import type { AuditLine } from '../base/answers.ts';
import { useAsked } from '../base/asked.ts';
import { TicketLink } from '../concerns/ticket-link.tsx';
import { asInstant, useBureauTimes } from './times.ts';

interface Wanted {
  by?: string;
  ticket?: string;
  from?: string;
  to?: string;
}

/** Who did what to whom, the newest first. */
export function Audit() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { station: stationName } = useNames();
  const { timezone, instant } = useBureauTimes();
  const [query, setQuery] = useState<ClientQuery>({ type: 'audit', limit: 200 });
  const { answer, fault } = useAsked<AuditLine[]>(query, 0);
  const search = ({ by, ticket, from, to }: Wanted) =>
    setQuery({
      type: 'audit',
      limit: 200,
      ...(by && { by: by.trim() }),
      ...(ticket && { ticket: ticket.trim() }),
      ...(from && { from: asInstant(from, timezone) }),
      ...(to && { to: asInstant(to, timezone) }),
    });
  return (
    <div className="board-page">
      <search aria-label={t('board.audit')}>
        <Form<Wanted> layout="inline" onFinish={search}>
          <Form.Item name="by" label={t('board.audit.by')}>
            <Input allowClear style={{ width: 180 }} />
          </Form.Item>
          <Form.Item name="ticket" label={t('board.column.ticket')}>
            <Input allowClear style={{ width: 120 }} />
          </Form.Item>
          <Form.Item name="from" label={t('board.audit.from')}>
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item name="to" label={t('board.audit.to')}>
            <Input type="datetime-local" />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t('board.audit.search')}
          </Button>
        </Form>
      </search>
      {fault !== undefined && <Alert type="warning" title={wordsOf(fault, language)} />}
      <Table<AuditLine>
        size="small"
        scroll={{ x: 'max-content' }}
        loading={answer?.to !== query && fault === undefined}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={answer?.data ?? []}
        rowKey="seq"
        locale={{ emptyText: t('board.audit.none') }}
        columns={[
          { title: t('board.audit.at'), render: (_, { at }) => instant(Date.parse(at)) },
          { title: t('board.audit.by'), render: (_, { by }) => by ?? t('board.audit.bureau') },
          { title: t('board.audit.command'), dataIndex: 'command' },
          {
            title: t('board.audit.on'),
            render: (_, { on }) => (
              <span className="board-audit-on" title={on ?? ''}>
                {on === null ? '–' : stationName(on)}
              </span>
            ),
          },
          {
            title: t('board.column.ticket'),
            render: (_, { tickets }) => tickets.slice(0, 3).map((id) => <TicketLink key={id} id={id} />),
          },
          {
            title: t('board.audit.result'),
            render: (_, { result, detail }) => (
              <span className={result === 'ok' ? '' : 'board-late'}>
                {[result, ...(detail ? [detail] : [])].join(' · ')}
              </span>
            ),
          },
          { title: t('board.audit.address'), render: (_, { from }) => from ?? '–' },
        ]}
      />
    </div>
  );
}
