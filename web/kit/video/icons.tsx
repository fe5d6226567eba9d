import type { ReactNode } from 'react';

const Icon = ({ off = false, children }: { off?: boolean; children: ReactNode }) => (
  <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" className="call-icon">
    {children}
    {off && <path d="M4 4l16 16" />}
  </svg>
);

export const MicrophoneIcon = ({ off }: { off: boolean }) => (
  <Icon off={off}>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
  </Icon>
);
export const CameraIcon = ({ off }: { off: boolean }) => (
  <Icon off={off}>
    <rect x="3" y="6.5" width="12" height="11" rx="2" />
    <path d="M15 10.5l6-3v9l-6-3" />
  </Icon>
);
export const ScreenIcon = () => (
  <Icon>
    <rect x="3" y="4.5" width="18" height="12" rx="1.5" />
    <path d="M8.5 20h7M12 13.5V8m-2.5 2.5L12 8l2.5 2.5" />
  </Icon>
);
