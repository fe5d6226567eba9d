import { Alert, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import type { Asked } from '../base/asked.ts';

interface Props<T> {
  name: string;
  asked: Asked<readonly T[]>;
  keyOf(row: T): string;
  columns: TableColumnsType<T>;
}

/** One list of concerns, with how many there are. */
export function Part<T extends object>({ name, asked: { answer, fault }, keyOf, columns }: Props<T>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rows = answer?.data;
  return (
    <section aria-labelledby={`part-${name}`}>
      <h2 id={`part-${name}`}>
        {t(`board.${name}`)} <b>{rows?.length ?? '…'}</b>
      </h2>
      {rows === undefined && fault !== undefined ? (
        <Alert type="warning" title={wordsOf(fault, language)} />
      ) : (
        <Table<T>
          size="small"
          scroll={{ x: 'max-content' }}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          loading={rows === undefined}
          dataSource={rows ? [...rows] : []}
          rowKey={keyOf}
          locale={{ emptyText: t(`board.${name}.none`) }}
          columns={columns}
        />
      )}
    </section>
  );
}
