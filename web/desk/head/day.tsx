import { Alert, Button, Drawer, Skeleton } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnDayAnswer } from '../../../src/protocol/messages.ts';
import { asClock } from '../../kit/clock.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { worded } from '../../kit/language.ts';
import { useUi } from '../base/ui.ts';

type Figure = OwnDayAnswer['figures'][number];

/** The own day so far, by the indicators of the performance sheet. */
export function DayDrawer() {
  const { t } = useTranslation();
  const { drawn, draw } = useUi();
  const open = drawn === 'day';
  return (
    <Drawer open={open} onClose={() => draw(null)} title={t('desk.day')} size={420} destroyOnHidden>
      {open && <Day />}
    </Drawer>
  );
}

function Day() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { client } = useSession();
  const [day, setDay] = useState<OwnDayAnswer | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const ask = useCallback(() => {
    setFault(null);
    client.ask({ type: 'ownDay' }).then((answer) => setDay(answer as OwnDayAnswer), setFault);
  }, [client]);
  useEffect(ask, [ask]);
  if (fault !== null)
    return (
      <Alert
        type="error"
        showIcon
        title={wordsOf(fault, language)}
        action={
          <Button size="small" onClick={ask}>
            {t('desk.again')}
          </Button>
        }
      />
    );
  if (day === null) return <Skeleton active paragraph={{ rows: 10 }} />;
  return (
    <>
      <p className="desk-quiet">{t('desk.day.of', { day: day.day })}</p>
      <table className="desk-day">
        <thead>
          <tr>
            <th scope="col">{t('desk.day.indicator')}</th>
            <th scope="col">{t('desk.day.value')}</th>
            <th scope="col">{t('desk.day.target')}</th>
          </tr>
        </thead>
        <tbody>
          {day.figures.map((figure) => (
            <tr key={figure.code}>
              <th scope="row">{worded(language, figure)}</th>
              <td>{written(figure.unit, figure.value)}</td>
              <td>{written(figure.unit, figure.target ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function written(unit: Figure['unit'], value: number | null): string {
  if (value === null) return '—';
  if (unit === 'seconds') return asClock(value * 1000);
  return unit === 'share' ? `${Math.round(value * 1000) / 10}%` : String(Math.round(value));
}
