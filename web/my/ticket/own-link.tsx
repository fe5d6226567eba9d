import { useEffect, useState } from 'react';
import { Button } from '../base/button.tsx';
import { Card } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';

const doneMs = 3_000;

/** The way back, on this device and others. It stands in the page only: neither in the address nor in any storage. */
export function OwnLink({ token }: { token: string }) {
  const say = useSay();
  const [copied, setCopied] = useState<boolean>();
  const link = `${location.origin}/my/#token=${token}`;
  useEffect(() => {
    if (copied !== true) return;
    const timer = setTimeout(() => setCopied(undefined), doneMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    // No clipboard on a page that was loaded without TLS.
    (navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('no clipboard'))).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  // Who closes the sheet without sending has decided so.
  const share = () => navigator.share({ title: say('my.title'), url: link }).catch(() => {});
  return (
    <Card title={say('link.title')}>
      <p className="faint">{say('link.how')}</p>
      <div className="row">
        <Button onClick={() => void copy()}>{say(copied === true ? 'link.copied' : 'link.copy')}</Button>
        {'share' in navigator && <Button onClick={() => void share()}>{say('link.share')}</Button>}
      </div>
      <p className="unseen" role="status">
        {copied === true && say('link.copied')}
      </p>
      {copied === false && (
        <>
          <textarea className="link" readOnly rows={3} aria-label={say('link.title')} value={link} />
          <p role="alert">{say('link.select')}</p>
        </>
      )}
    </Card>
  );
}
