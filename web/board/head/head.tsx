import { NotificationOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKnown } from '../../kit/context.tsx';
import { useAddress } from '../base/address.ts';
import { useRights } from '../base/rights.ts';
import type { View } from '../views.ts';
import { Broadcast } from './broadcast.tsx';
import { Now } from './now.tsx';

/** Where to, how the bureau stands, and the word to all. */
export function Head({ views, view }: { views: readonly View[]; view: View['name'] }) {
  const { t } = useTranslation();
  const { go } = useAddress();
  const { acts } = useRights();
  const line = useKnown((known) => known.line);
  const [speaking, setSpeaking] = useState(false);
  return (
    <div className="board-head">
      <nav aria-label={t('board.views')}>
        {views.map(({ name }) => (
          <button
            type="button"
            key={name}
            aria-current={name === view ? 'page' : undefined}
            onClick={() => go({ view: name === 'live' ? null : name, show: null })}
          >
            {t(`board.view.${name}`)}
          </button>
        ))}
      </nav>
      <Now />
      <span className={`board-line board-line-${line}`} role="status">
        <i aria-hidden />
        {t(`board.line.${line}`)}
      </span>
      {acts ? (
        <Button size="small" icon={<NotificationOutlined />} onClick={() => setSpeaking(true)}>
          {t('board.broadcast')}
        </Button>
      ) : (
        <Tag>{t('board.reader')}</Tag>
      )}
      {speaking && <Broadcast close={() => setSpeaking(false)} />}
    </div>
  );
}
