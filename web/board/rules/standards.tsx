import { Alert, Button, Popconfirm, Space, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { useAct } from '../base/act.ts';
import type { Standards as Answer } from '../base/answers.ts';
import { useAsked } from '../base/asked.ts';

/** The files that rule, what those on disk would change, and what changed last; reload and back. */
export function Standards() {
  const { t } = useTranslation();
  const { ask, pending } = useAct();
  const ruling = useAsked<Answer>({ type: 'standards' }, 0);
  const waits = pending !== null;
  return (
    <div className="board-page">
      <section className="board-actions" aria-label={t('board.view.standards')}>
        {ruling.answer && (
          <span>
            {t('board.standards.version')} <Tag>{ruling.answer.data.version.slice(0, 12)}</Tag>
          </span>
        )}
        <Space>
          <Popconfirm
            title={t('board.standards.reload')}
            description={t('board.standards.reload.sure')}
            onConfirm={() => ask({ type: 'reload' })}
          >
            <Button type="primary" loading={pending === 'reload'} disabled={waits}>
              {t('board.standards.reload')}
            </Button>
          </Popconfirm>
          <Popconfirm
            title={t('board.standards.rollBack')}
            description={t('board.standards.rollBack.sure')}
            onConfirm={() => ask({ type: 'rollBack' })}
          >
            <Button danger loading={pending === 'rollBack'} disabled={waits}>
              {t('board.standards.rollBack')}
            </Button>
          </Popconfirm>
        </Space>
      </section>
      <Difference against="files" />
      <Difference against="last" />
    </div>
  );
}

function Difference({ against }: { against: 'files' | 'last' }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { answer, fault } = useAsked<Answer>({ type: 'standards', against }, 10_000);
  return (
    <section aria-labelledby={`against-${against}`}>
      <h2 id={`against-${against}`}>{t(`board.standards.${against}`)}</h2>
      {fault !== undefined && (
        <Alert
          className="board-fault"
          type={against === 'files' ? 'error' : 'info'}
          title={t(`board.standards.${against}.fault`)}
          description={against === 'files' && wordsOf(fault, language)}
        />
      )}
      {fault === undefined && (
        <Table
          size="small"
          loading={answer === undefined}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={answer?.data.difference ?? []}
          rowKey="path"
          locale={{ emptyText: t('board.standards.same') }}
          columns={[
            { title: t('board.standards.path'), dataIndex: 'path' },
            { title: t('board.standards.before'), render: (_, { before }) => <code>{shown(before)}</code> },
            { title: t('board.standards.after'), render: (_, { after }) => <code>{shown(after)}</code> },
          ]}
        />
      )}
    </section>
  );
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
