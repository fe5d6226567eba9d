import { Button, Flex, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useCatalogue, useKnown } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { seat } from '../base/seat.ts';
import { onCtrlEnter } from '../base/submit.ts';

interface Props {
  ticket: Pick<TicketView, 'id' | 'guest' | 'station'>;
  /** To whom, where that is plain. */
  to?: string;
  onDone?: () => void;
}

/** A short word to a colleague about this ticket. */
export function MessageForm({ ticket, to, onDone }: Props) {
  const { t } = useTranslation();
  const { station: stationName } = useNames();
  const { stations } = useCatalogue();
  const { act, pending } = useAct();
  const wrote = useKnown((known) => known.messages).findLast((note) => note.ticket === ticket.id)?.from;
  const own = seat().station;
  const likely = [ticket.guest?.station, wrote, ticket.station].find((one) => one !== undefined && one !== own);
  const [whom, setWhom] = useState<string | undefined>(to ?? likely);
  const [text, setText] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (whom === undefined || text.trim() === '') return;
    const say = { type: 'message', ticket: ticket.id, to: whom, text: text.trim() } as const;
    if (!(await act(say, t('desk.message.done')))) return;
    setText('');
    onDone?.();
  };
  return (
    <form onSubmit={(event) => void submit(event)} onKeyDown={onCtrlEnter}>
      <Flex vertical gap={8}>
        {to === undefined && (
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={whom}
            onChange={setWhom}
            aria-label={t('desk.message.whom')}
            placeholder={t('desk.message.whom')}
            options={
              stations?.filter(({ id }) => id !== own).map(({ id }) => ({ value: id, label: stationName(id) })) ?? []
            }
          />
        )}
        <div {...(whom !== undefined && { 'data-first': '' })}>
          <Input.TextArea
            value={text}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            aria-label={t('desk.message.text')}
            placeholder={t('desk.message.text')}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div>
          <Button htmlType="submit" loading={pending === 'message'} disabled={whom === undefined || text.trim() === ''}>
            {t('desk.send')}
          </Button>
        </div>
      </Flex>
    </form>
  );
}
