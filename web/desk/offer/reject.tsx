import { Button, Flex, Input, Radio } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../base/act.ts';

const causes = ['busy', 'unable', 'device', 'avoid', 'other'] as const;

/** Why not: one of the usual causes, by the arrow keys, or in own words. */
export function Reject({ offer, onBack }: { offer: string; onBack: () => void }) {
  const { t } = useTranslation();
  const { act, pending } = useAct();
  const [cause, setCause] = useState<(typeof causes)[number]>('busy');
  const [words, setWords] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reason = cause === 'other' && words.trim() !== '' ? words.trim() : t(`desk.reject.${cause}`);
    void act({ type: 'reject', offer, reason });
  };
  return (
    <form ref={form} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onBack()}>
      <Flex vertical gap={8}>
        <Radio.Group
          aria-label={t('desk.reject.why')}
          value={cause}
          onChange={(event) => setCause(event.target.value)}
          options={causes.map((value) => ({ value, label: t(`desk.reject.${value}`) }))}
        />
        {cause === 'other' && (
          <Input
            autoFocus
            maxLength={200}
            value={words}
            aria-label={t('desk.reject.why')}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
        <Flex gap={8}>
          <Button danger htmlType="submit" loading={pending === 'reject'}>
            {t('desk.reject.do')} <kbd>Enter</kbd>
          </Button>
          <Button onClick={onBack}>
            {t('desk.back')} <kbd>Esc</kbd>
          </Button>
        </Flex>
      </Flex>
    </form>
  );
}
