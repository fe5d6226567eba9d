import { type ReactNode, useEffect, useRef } from 'react';
import { useLanguage } from '../../kit/context.tsx';
import { Button } from './button.tsx';
import { plainly } from './fault.ts';
import { useSay } from './say.ts';

export const Card = ({ title, children }: { title?: ReactNode; children: ReactNode }) => (
  <section className="card">
    {title !== undefined && <h2>{title}</h2>}
    {children}
  </section>
);

/** The heading of a step, which keyboard and screen reader go to when the step begins. */
export function Heading({ focus, children }: { focus: boolean; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true });
  }, [focus]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** Why something did not work; nothing while all is well. */
export function Fault({ of, again }: { of: unknown; again?: () => void }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <div role="alert" className={of === undefined ? 'no-fault' : 'fault'}>
      {of !== undefined && plainly(of, say, language)}
      {of !== undefined && again !== undefined && (
        <Button kind="quiet" onClick={again}>
          {say('my.again')}
        </Button>
      )}
    </div>
  );
}

/** What is known to be coming, in the place where it will be. */
export function Skeleton() {
  const say = useSay();
  return (
    <div className="skeleton" role="status">
      <span className="unseen">{say('my.loading')}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
