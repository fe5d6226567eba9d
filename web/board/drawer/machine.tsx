import { Button, Skeleton } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import type { Drawn } from './draw.ts';

interface Props {
  of: Drawn;
  state: string;
}

/** The machine of an actor that lives, its present state lit. Drawn when it is asked for: the drawing program is large. */
export function Machine({ of, state }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <section className="board-machine" aria-label={t('board.machine')}>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'board.machine.hide' : 'board.machine.show')}
      </Button>
      {open && <Drawing of={of} state={state} />}
    </section>
  );
}

function Drawing({ of, state }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const id = `machine${useId().replaceAll(/\W/g, '')}`;
  const [svg, setSvg] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>();
  useEffect(() => {
    let over = false;
    import('./draw.ts')
      .then(({ draw }) => draw(id, of, state))
      .then(
        (drawn) => over || setSvg(drawn),
        (error: unknown) => over || setFault(error),
      );
    return () => {
      over = true;
    };
  }, [id, of, state]);
  if (fault !== undefined) return <p role="alert">{wordsOf(fault, language)}</p>;
  if (svg === null) return <Skeleton active />;
  return (
    <div
      role="img"
      aria-label={t('board.machine.now', {
        state: t(`board.${of === 'ticket' || of === 'hall' ? of : 'station'}.${state}`),
      })}
      className="board-drawing"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: mermaid's own drawing of our own files.
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
