import { CheckCircleFilled, FileOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaterialView } from '../../../src/protocol/http.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useCatalogue, useKnown, useLanguage } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { named } from '../../kit/language.ts';
import { useNames } from '../../kit/names.ts';
import { requestJson } from '../base/http.ts';
import { seatToken } from '../base/seat.ts';
import { openFile } from './open-file.ts';

const lookEveryMs = 15_000;

/** The business's list of material, what of it is here, and its files. */
export function Materials({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const { message } = App.useApp();
  const line = useKnown((known) => known.line);
  const { businesses } = useCatalogue();
  const [files, setFiles] = useState<readonly MaterialView[]>([]);
  const [opening, setOpening] = useState<string | null>(null);
  const { id, business, attachments = [] } = ticket;

  const list = useCallback(() => {
    requestJson<MaterialView[]>(`/api/materials?ticket=${id}`, seatToken()).then(setFiles, () => {});
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the ticket says of its files is a reason to look
  useEffect(() => {
    if (line === 'open') list();
  }, [list, line, attachments.length, ticket.state]);
  // Files come without a word of the ticket's.
  useEffect(() => {
    const timer = setInterval(() => document.hidden || list(), lookEveryMs);
    return () => clearInterval(timer);
  }, [list]);

  const open = async (file: MaterialView) => {
    setOpening(file.ref);
    try {
      await openFile(file, seatToken());
    } catch (error) {
      message.error(t('common.failed', { why: wordsOf(error, language) }));
    }
    setOpening(null);
  };
  const wanted = businesses.find(({ code }) => code === business)?.materials ?? [];
  const here = new Set([...attachments, ...files].map(({ item }) => item));
  const ours = new Set(files.map(({ ref }) => ref));
  const others = attachments.filter(({ ref }) => !ours.has(ref));
  return (
    <section className="desk-materials" aria-label={t('desk.materials')}>
      <h2>
        <FileOutlined aria-hidden /> {t('desk.materials')}{' '}
        <small>
          {wanted.filter(({ code }) => here.has(code)).length}/{wanted.length}
        </small>
        <Button type="link" size="small" onClick={list}>
          {t('desk.refresh')}
        </Button>
      </h2>
      <ul>
        {wanted.map((material) => (
          <li key={material.code}>
            {here.has(material.code) ? (
              <CheckCircleFilled className="desk-there" aria-label={t('desk.materials.here')} role="img" />
            ) : (
              <MinusCircleOutlined className="desk-missing" aria-label={t('desk.materials.missing')} role="img" />
            )}{' '}
            {named(language, material)}
          </li>
        ))}
      </ul>
      {(files.length > 0 || others.length > 0) && (
        <ul className="desk-files">
          {files.map((file) => (
            <li key={file.ref}>
              <Button type="link" size="small" loading={opening === file.ref} onClick={() => void open(file)}>
                {file.item === 'other' ? t('desk.materials.other') : names.material(business, file.item)}
              </Button>
              <small>{Math.max(1, Math.round(file.bytes / 1024))} KB</small>
            </li>
          ))}
          {others.map(({ ref, item }) => (
            <li key={ref}>
              {item === undefined ? t('desk.materials.other') : names.material(business, item)} <small>{ref}</small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
