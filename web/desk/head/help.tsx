import { Modal, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSingleKeys } from '../base/keys.ts';
import { type Panel, useUi } from '../base/ui.ts';
import { panelKeys } from '../work/panels.ts';

const offers = [
  ['A / Enter', 'accept'],
  ['R', 'reject'],
  ['Alt+A', 'acceptTyping'],
  ['Alt+R', 'rejectTyping'],
] as const;
const work = [
  ['Alt+1 … 4', 'bring'],
  ['E', 'end'],
  ...(Object.entries(panelKeys) as [Panel, string][]).map(([panel, key]) => [key, panel] as const),
  ['Ctrl+Enter', 'send'],
  ['Alt+C', 'chat'],
] as const;
const own = [
  ['Alt+P', 'pause'],
  ['D', 'day'],
  ['L', 'inbox'],
  ['?', 'help'],
] as const;

/** All keys; single ones can be switched off. */
export function Help() {
  const { t } = useTranslation();
  const { drawn, draw } = useUi();
  const single = useSingleKeys();
  return (
    <Modal open={drawn === 'help'} onCancel={() => draw(null)} footer={null} title={t('desk.help')} width={640}>
      <div className="desk-help">
        {(
          [
            ['offer', offers],
            ['work', work],
            ['own', own],
          ] as const
        ).map(([part, keys]) => (
          <section key={part}>
            <h2>{t(`desk.help.${part}`)}</h2>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{t(`desk.help.${what}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label htmlFor="desk-single-keys" className="desk-help-switch">
        <Switch id="desk-single-keys" checked={single.on} onChange={single.set} size="small" /> {t('desk.help.single')}
      </label>
    </Modal>
  );
}
