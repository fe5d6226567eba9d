import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { texts } from '../texts.ts';

export type TextKey = keyof typeof texts.zh;
export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

/** The words of this page; a key that does not exist is an error of types. */
export function useSay(): Say {
  const { t } = useTranslation();
  return useMemo<Say>(() => (key, values) => t(key, { ...values }), [t]);
}
