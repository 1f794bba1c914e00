import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined, PauseCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { TargetState } from '@/bridge/endpointTypes';
import { ToneText } from '@/components/outcome';

/** Whether a target takes what is forwarded, as an icon and a word. */
export function TargetStateText({ state }: { state: TargetState }) {
  const { t } = useTranslation();
  const text = t(`endpoints.state_${state}`);
  switch (state) {
    case 'up':
      return <ToneText tone="good" icon={<CheckCircleFilled aria-hidden />} text={text} />;
    case 'down':
      return <ToneText tone="bad" icon={<CloseCircleFilled aria-hidden />} text={text} />;
    case 'paused':
      return <ToneText tone="open" icon={<PauseCircleFilled aria-hidden />} text={text} />;
    case 'idle':
      return <ToneText tone="plain" icon={<MinusCircleOutlined aria-hidden />} text={text} />;
  }
}
