import { useTranslation } from 'react-i18next';
import { useKnown } from '../../kit/context.tsx';

/** The state of the line, by colour and by word. */
export function LineDot() {
  const { t } = useTranslation();
  const line = useKnown((known) => known.line);
  return (
    <span className={`desk-line desk-line-${line}`} role="status">
      <i aria-hidden />
      {t(`desk.line.${line}`)}
    </span>
  );
}
