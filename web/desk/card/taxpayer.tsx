import { EyeInvisibleOutlined, EyeOutlined, UserOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../src/protocol/material.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';

/** Unmasked for so long; then it is masked again by itself. */
const shownMs = 60_000;
const fields = ['name', 'idNumber', 'phone'] as const;

/** Who it is, masked. To see more is asked about first, and stands in the log. */
export function Taxpayer({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { client } = useSession();
  const { message, modal } = App.useApp();
  const [plain, setPlain] = useState<Person | null>(null);
  const [asking, setAsking] = useState(false);
  const { person } = ticket;

  useEffect(() => {
    if (plain === null) return;
    const timer = setTimeout(() => setPlain(null), shownMs);
    return () => clearTimeout(timer);
  }, [plain]);

  const reveal = async () => {
    setAsking(true);
    try {
      setPlain((await client.ask({ type: 'reveal', ticket: ticket.id })) as Person);
    } catch (error) {
      message.error(t('common.failed', { why: wordsOf(error, language) }));
    }
    setAsking(false);
  };
  const ask = () =>
    modal.confirm({
      title: t('desk.reveal.title'),
      content: t('desk.reveal.how'),
      okText: t('desk.reveal.do'),
      cancelText: t('common.cancel'),
      autoFocusButton: 'ok',
      onOk: () => void reveal(),
    });
  return (
    <section className="desk-person" aria-label={t('desk.person')}>
      <h2>
        <UserOutlined aria-hidden /> {t('desk.person')}
      </h2>
      {person === undefined ? (
        <p className="desk-quiet">{t('desk.person.unknown')}</p>
      ) : (
        <>
          <dl>
            {fields.map((field) => {
              const value = (plain ?? person)[field];
              if (value === undefined) return null;
              return (
                <div key={field}>
                  <dt>{t(`desk.person.${field}`)}</dt>
                  <dd>{value}</dd>
                </div>
              );
            })}
          </dl>
          {plain === null ? (
            <Button size="small" icon={<EyeOutlined />} loading={asking} onClick={ask}>
              {t('desk.reveal')}
            </Button>
          ) : (
            <Button size="small" icon={<EyeInvisibleOutlined />} onClick={() => setPlain(null)}>
              {t('desk.reveal.hide')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
