import type { ReactNode } from 'react';
import { Icon, type IconName } from '../base/icons.tsx';

interface FaceProps {
  /** `call`: come now; `ask`: something is wanted; `off`: it has ended without a result. */
  tone: 'calm' | 'call' | 'ask' | 'good' | 'off';
  icon: IconName;
  title: ReactNode;
  /** What happens next, or what to do. */
  how?: ReactNode;
  children?: ReactNode;
}

/** How a state looks: one sign, one sentence, what happens next. Its beginning stands at the same place in every state. */
export const Face = ({ tone, icon, title, how, children }: FaceProps) => (
  <section className={`face face-${tone}`}>
    <span className="face-icon">
      <Icon name={icon} />
    </span>
    <h1 aria-live={tone === 'call' ? 'assertive' : 'polite'}>{title}</h1>
    {how !== undefined && <p className="how">{how}</p>}
    {children}
  </section>
);
