import { useId } from 'react';
import type { MaterialView } from '../../../src/protocol/http.ts';
import { Button } from '../base/button.tsx';
import { Icon } from '../base/icons.tsx';
import { Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import type { Sending } from './use-files.ts';

const accepted = 'image/*,.pdf,.docx,.xlsx,.ofd,.zip,.heic';

interface ItemProps {
  name: string;
  files: readonly MaterialView[];
  sending: Sending | undefined;
  add: (file: File) => void;
}

/** One piece of material: what was sent, how far it has come, and the way to add a photo or a file. */
export function Item({ name, files, sending, add }: ItemProps) {
  const say = useSay();
  const id = useId();
  const under = sending !== undefined && 'share' in sending ? sending : undefined;
  const percent = Math.round((under?.share ?? 0) * 100);
  return (
    <li className={files.length > 0 ? 'item have' : 'item'}>
      <div className="item-head">
        <span id={id}>
          {files.length > 0 && <Icon name="check" />}
          {name}
          {files.length > 0 && <small>{say('files.have', { n: files.length })}</small>}
        </span>
        {under === undefined ? (
          <label className="button plain file">
            {say(files.length > 0 ? 'files.more' : 'files.add')}
            <input
              type="file"
              accept={accepted}
              aria-label={`${say(files.length > 0 ? 'files.more' : 'files.add')} ${name}`}
              onChange={({ target }) => {
                const file = target.files?.[0];
                // The same file may be chosen again after it failed.
                target.value = '';
                if (file !== undefined) add(file);
              }}
            />
          </label>
        ) : (
          <Button kind="quiet" onClick={under.stop}>
            {say('files.stop')}
          </Button>
        )}
      </div>
      {under !== undefined && (
        <div className="sending">
          <progress max={100} value={percent} aria-labelledby={id} />
          <small>{say('files.sending', { percent })}</small>
        </div>
      )}
      <Fault of={sending !== undefined && 'fault' in sending ? sending.fault : undefined} />
    </li>
  );
}
