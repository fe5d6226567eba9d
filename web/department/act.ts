import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCommand } from '../../src/client/connect.ts';
import { useLanguage, useSession } from '../kit/context.tsx';
import { wordsOf } from '../kit/fault.ts';

/** Gives one command at a time; `pending` while it is under way. Resolves to whether it was obeyed, and says so. */
export function useAct() {
  const { client } = useSession();
  const { message } = App.useApp();
  const { t } = useTranslation();
  const language = useLanguage();
  const [pending, setPending] = useState(false);
  const act = async (command: ClientCommand, done: string): Promise<boolean> => {
    if (pending) return false;
    setPending(true);
    try {
      await client.command(command);
      message.success(done);
      return true;
    } catch (error) {
      message.error(t('common.failed', { why: wordsOf(error, language) }), 6);
      return false;
    } finally {
      setPending(false);
    }
  };
  return { act, pending };
}
