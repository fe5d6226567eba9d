import { App } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCommand } from '../../../src/client/connect.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';

/**
 * Gives commands. `pending` is the type of the one under way: its button shows that it waits, and no second is given.
 * Resolves to whether it was obeyed; why not is shown to whoever asked.
 */
export function useAct() {
  const { client } = useSession();
  const { message } = App.useApp();
  const { t } = useTranslation();
  const language = useLanguage();
  const [pending, setPending] = useState<ClientCommand['type'] | null>(null);
  const busy = useRef(false);
  const act = useCallback(
    async (command: ClientCommand, done?: string): Promise<boolean> => {
      if (busy.current) return false;
      busy.current = true;
      setPending(command.type);
      try {
        await client.command(command);
        if (done !== undefined) message.success(done);
        return true;
      } catch (error) {
        message.error(t('common.failed', { why: wordsOf(error, language) }), 6);
        return false;
      } finally {
        busy.current = false;
        setPending(null);
      }
    },
    [client, message, t, language],
  );
  return { act, pending };
}
