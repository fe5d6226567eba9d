import { Alert, Button, Empty, Flex, Input, Segmented, Skeleton, Typography } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationChoice, StationToken } from '../../../src/protocol/http.ts';
import { useLanguage } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { speak } from '../../kit/language.ts';
import { claimsOf } from '../../kit/token.ts';
import { requestJson } from '../base/http.ts';
import type { SitDownProps } from './sit-down.tsx';
import { StationGrid } from './station-grid.tsx';
import { useChoices } from './use-choices.ts';

type Kind = 'all' | StationChoice['kind'];

/** Where to sit today. Whoever is signed in somewhere already goes back there. */
export function Chooser({ token, seated }: SitDownProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [asked, setAsked] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [taking, setTaking] = useState<string | null>(null);
  /** Enter was pressed before the list had come. */
  const [entered, setEntered] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const hall = claimsOf(token)?.hall ?? '';

  const take = async (id: string) => {
    setTaking(id);
    setFault(null);
    try {
      seated((await requestJson<StationToken>(`/api/stations/${id}/token`, token, 'POST')).token);
    } catch (error) {
      setFault(error);
      setTaking(null);
      again();
    }
  };
  const { choices, names, error, again } = useChoices(token, hall, (own) => void take(own));

  const nameOf = (id: string) => names?.station(language, id) ?? id;
  const word = asked.trim().toLowerCase();
  const fits = ({ id }: StationChoice) => id.includes(word) || nameOf(id).toLowerCase().includes(word);
  const found = (choices ?? []).filter((c) => (kind === 'all' || c.kind === kind) && fits(c));
  const first = found.find((c) => c.own) ?? found.find((c) => c.free);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEntered(true);
  };
  useEffect(() => {
    if (!entered || choices === null) return;
    setEntered(false);
    if (first !== undefined && taking === null) void take(first.id);
  });
  const wrong = fault ?? error;
  const none = choices === null ? t('common.loading') : t('desk.choose.none');
  const label = first === undefined ? none : t('desk.choose.first', { station: nameOf(first.id) });
  return (
    <main className="desk-choose">
      <Flex justify="space-between" align="center">
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
          {t('desk.choose.title')}
        </Typography.Title>
        <Button type="text" size="small" onClick={() => void speak(language === 'zh' ? 'en' : 'zh')}>
          {t('common.language')}
        </Button>
      </Flex>
      <p className="desk-quiet">{names?.hall(language) ?? hall}</p>
      {wrong !== null && (
        <Alert
          type="error"
          showIcon
          title={wordsOf(wrong, language)}
          action={
            <Button size="small" onClick={again}>
              {t('desk.again')}
            </Button>
          }
        />
      )}
      <form onSubmit={submit}>
        <Flex gap={12} align="center" className="desk-choose-bar">
          <Input
            autoFocus
            allowClear
            value={asked}
            onChange={(event) => {
              setAsked(event.target.value);
              setEntered(false);
            }}
            placeholder={t('desk.choose.search')}
            aria-label={t('desk.choose.search')}
          />
          <Segmented<Kind>
            value={kind}
            onChange={setKind}
            aria-label={t('desk.choose.kind')}
            options={(['all', 'window', 'seat'] as const).map((value) => ({ value, label: t(`desk.kind.${value}`) }))}
          />
          <Button
            type="primary"
            htmlType="submit"
            disabled={choices !== null && first === undefined}
            loading={taking !== null || entered}
          >
            {label}
          </Button>
        </Flex>
      </form>
      {choices === null && wrong === null && <Skeleton active paragraph={{ rows: 6 }} />}
      {choices !== null && found.length === 0 && <Empty description={t('desk.choose.empty')} />}
      <StationGrid
        choices={found}
        taking={taking}
        station={nameOf}
        group={(code) => names?.group(language, code) ?? code}
        onTake={(id) => void take(id)}
      />
    </main>
  );
}
