import { useTranslation } from 'react-i18next';
import { useKnown } from '../context.tsx';
import { renew, useNewerAfter, useRenewal } from '../version.ts';

/**
 * What the page has to say of itself, quietly, in a corner: it moves nothing, and a click goes through it to what lies
 * below. The line first, which comes back by itself; else that there is a newer version.
 */
export function Notice() {
  const { t } = useTranslation();
  const line = useKnown((known) => known.line);
  const newer = useRenewal();
  useNewerAfter(line);
  const down = line !== 'open';
  return (
    <div className="kit-notice" role="status" data-face={down ? 'down' : newer ? 'newer' : 'none'}>
      {down ? t('common.line.waiting') : newer && t('common.newer')}
      {!down && newer && (
        <button type="button" onClick={() => void renew()}>
          {t('common.newer.now')}
        </button>
      )}
    </div>
  );
}
