import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../context.tsx';

/** One look for all desks. Text and controls keep the contrast that WCAG 2.2 AA asks for. */
const token = {
  colorPrimary: '#1f5fbf',
  colorLink: '#1f5fbf',
  colorInfo: '#1f5fbf',
  colorSuccess: '#237804',
  colorSuccessBg: '#f0f9eb',
  colorSuccessBorder: '#b5dfa0',
  colorWarning: '#ad4e00',
  colorWarningBg: '#fff4e2',
  colorWarningBorder: '#f0d9b5',
  colorError: '#cf1322',
  colorTextDescription: '#595959',
  colorTextPlaceholder: '#6b6b6b',
  colorTextTertiary: '#595959',
  colorTextQuaternary: '#6b6b6b',
  borderRadius: 6,
  fontFamily: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
};

export const Theme = ({ children }: { children: ReactNode }) => (
  <ConfigProvider theme={{ token }} locale={useLanguage() === 'zh' ? zhCN : enUS}>
    <App style={{ minHeight: '100vh', display: 'flex', flexDirection: 'column' }}>{children}</App>
  </ConfigProvider>
);
