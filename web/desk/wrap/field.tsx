import { Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kit/context.tsx';
import { worded } from '../../kit/language.ts';
import { type Field, fits } from './templates.ts';

interface Props {
  field: Field;
  value: string;
  onChange(value: string): void;
}

/** One field of a template, by its type. What does not fit is said once it has been left, or while it is mended. */
export function FieldInput({ field, value, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const id = useId();
  const [left, setLeft] = useState(false);
  const wrong = left && !fits(field, value);
  const told = { ...(wrong && { status: 'error' as const }), 'aria-invalid': wrong, 'aria-describedby': `${id}-how` };
  const common = { id, value, onBlur: () => setLeft(true), 'aria-required': field.required, ...told };
  const { type, options, max, min, decimals = 0 } = field;
  const bounds = [
    ...(min === undefined ? [] : [`≥ ${min}`]),
    ...(max === undefined || type === 'text' ? [] : [`≤ ${max}`]),
    ...(decimals > 0 ? [t('desk.field.decimals', { n: decimals })] : []),
  ].join(' · ');
  return (
    <div className="desk-field">
      <label htmlFor={id} id={`${id}-name`}>
        {worded(language, field.name)}
        {!field.required && <small> {t('desk.field.optional')}</small>}
      </label>
      {type === 'choice' ? (
        <Radio.Group
          aria-labelledby={`${id}-name`}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={options?.map((option) => ({ value: option.code, label: worded(language, option) })) ?? []}
        />
      ) : (
        <Input
          {...common}
          type={type === 'date' ? 'date' : 'text'}
          inputMode={type === 'number' ? 'decimal' : 'text'}
          {...(type === 'text' && max !== undefined && { maxLength: max })}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <small id={`${id}-how`} className={wrong ? 'desk-wrong' : 'desk-quiet'} role={wrong ? 'alert' : undefined}>
        {wrong ? t(`desk.field.${value.trim() === '' ? 'missing' : type}`) : ''} {bounds}
      </small>
    </div>
  );
}
