import { App } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCommand, ClientQuery } from '../../../src/client/connect.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { wordsOf } from '../../kit/fault.ts';
import { askAnew } from './asked.ts';

/**
 * Does what was asked for and says how it ended. `pending` is the type of what is under way: its button shows that it
 * waits. Resolves to whether it was done.
 */
export function useAct() {
  const { client } = useSession();
  const { message } = App.useApp();
  const { t } = useTranslation();
  const language = useLanguage();
  const [pending, setPending] = useState<string | null>(null);
  const run = useCallback(
    async (type: string, deed: () => Promise<unknown>): Promise<boolean> => {
      setPending(type);
      try {
        await deed();
        message.success(t('board.done'));
        return true;
      } catch (error) {
        message.error(t('common.failed', { why: wordsOf(error, language) }), 8);
        return false;
      } finally {
        setPending(null);
        askAnew();
      }
    },
    [message, t, language],
  );
  const act = useCallback((command: ClientCommand) => run(command.type, () => client.command(command)), [run, client]);
  const ask = useCallback((query: ClientQuery) => run(query.type, () => client.ask(query)), [run, client]);
  return { act, ask, pending };
}
