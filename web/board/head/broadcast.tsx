import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { useRights } from '../base/rights.ts';

interface Word {
  halls?: string[];
  text: string;
}

/** A word to everybody at work in some halls, or in all that one oversees. */
export function Broadcast({ close }: { close(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { halls } = useRights();
  const { act, pending } = useAct();
  const [form] = Form.useForm<Word>();
  const send = async ({ halls, text }: Word) => {
    if (await act({ type: 'broadcast', text, ...(halls?.length && { halls }) })) close();
  };
  return (
    <Modal
      open
      title={t('board.broadcast.title')}
      okText={t('board.broadcast.send')}
      confirmLoading={pending !== null}
      onOk={form.submit}
      onCancel={close}
    >
      <Form form={form} layout="vertical" onFinish={send}>
        <Form.Item name="halls" label={t('board.broadcast.halls')}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('board.broadcast.all')}
            options={halls.map(({ code }) => ({ value: code, label: names.hall(code) }))}
          />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('board.broadcast.text')}
          rules={[{ required: true, whitespace: true, message: t('board.required') }]}
        >
          <Input.TextArea autoFocus rows={4} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
