import { BellOutlined } from '@ant-design/icons';
import { Badge, Button, Flex, Popover, Slider, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../offer/notify.ts';
import { chime, useSound } from '../offer/sound.ts';

/** How an offer makes itself heard: sound, and a word on the desktop that is asked for here and nowhere else. */
export function Alerts() {
  const { t } = useTranslation();
  const sound = useSound();
  const notify = useNotify();
  const content = (
    <Flex vertical gap={12} className="desk-alerts">
      <Flex justify="space-between">
        <label htmlFor="desk-sound">{t('desk.alerts.sound')}</label>
        <Switch id="desk-sound" checked={sound.on} onChange={sound.setOn} />
      </Flex>
      {sound.silenced && <p className="desk-quiet">{t('desk.alerts.silenced')}</p>}
      <Slider
        min={0}
        max={100}
        value={Math.round(sound.volume * 100)}
        disabled={!sound.on}
        ariaLabelForHandle={t('desk.alerts.volume')}
        onChange={(value) => sound.setVolume(value / 100)}
        onChangeComplete={() => chime()}
      />
      <Flex justify="space-between">
        <label htmlFor="desk-notify">{t('desk.alerts.notify')}</label>
        <Switch
          id="desk-notify"
          checked={notify.on}
          disabled={notify.refused}
          onChange={(on) => void notify.setOn(on)}
        />
      </Flex>
      <p className="desk-quiet">{t(notify.refused ? 'desk.alerts.refused' : 'desk.alerts.how')}</p>
    </Flex>
  );
  return (
    <Popover trigger="click" content={content} title={t('desk.alerts')}>
      <Badge dot={sound.silenced} offset={[-8, 8]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={sound.silenced ? `${t('desk.alerts')}：${t('desk.alerts.silenced')}` : t('desk.alerts')}
          title={sound.silenced ? t('desk.alerts.silenced') : undefined}
        />
      </Badge>
    </Popover>
  );
}
