import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kit/context.tsx';
import { worded } from '../../kit/language.ts';
import { own, type Template, usual } from './templates.ts';

interface Props {
  templates: readonly Template[];
  value: string;
  onChange(code: string): void;
}

/** Templates by typing any word of their name or text, in either language. */
export function TemplateSearch({ templates, value, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const options = [
    ...templates.map(({ code, name, text, fields }) => ({
      value: code,
      label: worded(language, name),
      text: `${name.zh} ${name.en} ${code} ${text.zh}`.toLowerCase(),
      hint: worded(language, text).replace(
        /\{([^{}]*)\}/g,
        (_, code) => fields.find((field) => field.code === code)?.name[language] ?? '…',
      ),
    })),
    { value: usual, label: t('desk.wrap.usual'), text: t('desk.wrap.usual'), hint: t('desk.wrap.usual.how') },
    { value: own, label: t('desk.wrap.own'), text: t('desk.wrap.own'), hint: t('desk.wrap.own.how') },
  ];
  return (
    <Select
      value={value}
      aria-label={t('desk.wrap.template')}
      showSearch={{ filterOption: (typed, option) => option?.text.includes(typed.trim().toLowerCase()) ?? false }}
      onSelect={(code) => onChange(code)}
      options={options}
      optionRender={({ data }) => (
        <div className="desk-option">
          <b>{data.label}</b>
          <small>{data.hint}</small>
        </div>
      )}
    />
  );
}
