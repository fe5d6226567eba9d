import { Button, Flex, Layout, Result, Spin, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKnown, useLanguage } from '../context.tsx';
import { wordsOf } from '../fault.ts';
import { Guard } from '../guard.tsx';
import { speak } from '../language.ts';
import { forgetToken } from '../token.ts';
import { Notice } from './notice.tsx';
import './frame.css';

/** The head of a desk: whose it is, what stands always in view, the language. The page below brings its own landmarks. */
export function Frame({ title, right, children }: { title: ReactNode; right?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Layout style={{ flex: 1, minHeight: 0 }}>
      <Layout.Header
        style={{
          background: '#fff',
          borderBottom: '1px solid #e4e7ec',
          padding: '0 16px',
          height: 52,
          lineHeight: 'normal',
        }}
      >
        <Flex align="center" gap={16} style={{ height: '100%' }}>
          <Typography.Title level={1} style={{ fontSize: 17, margin: 0, whiteSpace: 'nowrap' }}>
            {title}
          </Typography.Title>
          <Flex flex={1} align="center" justify="end" gap={12}>
            {right}
            <Button
              size="small"
              type="text"
              lang={language === 'zh' ? 'en' : 'zh-CN'}
              onClick={() => void speak(language === 'zh' ? 'en' : 'zh')}
            >
              {t('common.language')}
            </Button>
          </Flex>
        </Flex>
      </Layout.Header>
      <Guard fallback={<Broken />}>{children}</Guard>
      <Notice />
    </Layout>
  );
}

/** The page once its session has ended for good, with what to do. */
export function Ended() {
  const { t } = useTranslation();
  const language = useLanguage();
  const fault = useKnown((known) => known.fault);
  const [title, how] =
    fault?.code === 'unauthenticated'
      ? [t('common.expired'), t('common.expired.how')]
      : fault?.code === 'station-taken'
        ? [t('common.replaced'), t('common.replaced.how')]
        : [t('common.closed'), wordsOf(fault, language)];
  const again = () => {
    if (fault?.code === 'unauthenticated') forgetToken();
    location.reload();
  };
  return (
    <main>
      <Result
        status="warning"
        title={title}
        subTitle={how}
        extra={<Button onClick={again}>{t('common.reload')}</Button>}
      />
    </main>
  );
}

export function NoToken() {
  const { t } = useTranslation();
  return (
    <main>
      <Result status="403" title={t('common.noToken')} subTitle={t('common.noToken.how')} />
    </main>
  );
}

/** A part of the page that is missing, as when the server was updated before it was needed. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <div className="kit-broken" role="alert">
      <b>{t('common.broken')}</b>
      <span>{t('common.broken.how')}</span>
      <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
    </div>
  );
}

export function Loading() {
  const { t } = useTranslation();
  return (
    <Flex vertical align="center" justify="center" gap={12} style={{ minHeight: 240, flex: 1 }} role="status">
      <Spin />
      <span>{t('common.loading')}</span>
    </Flex>
  );
}
