import {
  CheckCircleFilled, CheckOutlined, ClockCircleFilled, CloseCircleFilled, CloseOutlined, MinusCircleOutlined, QuestionCircleOutlined,
  SafetyCertificateFilled, StopOutlined, WarningFilled,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaybeResult, PaymentStatus, Verdict } from '@/bridge/types';
import styles from './outcome.module.css';

type Tone = 'good' | 'open' | 'bad' | 'plain';

interface ToneTextProps {
  tone: Tone;
  icon: ReactNode;
  text: string;
  hint?: string | undefined;
}

/** An icon and a word in one of the four tones; the colour alone never carries the meaning. */
export function ToneText({ tone, icon, text, hint }: ToneTextProps) {
  return (
    <span className={styles[tone]} title={hint}>
      <span aria-hidden className={styles.icon}>{icon}</span>
      <span className={styles.word}>{text}</span>
    </span>
  );
}

/** S green, U amber, F red. */
export function ResultText({ status }: { status: MaybeResult }) {
  const { t } = useTranslation();
  switch (status) {
    case 'S':
      return <ToneText tone="good" icon={<CheckCircleFilled aria-hidden />} text={t('common.result.S')} hint={t('common.result.hintS')} />;
    case 'F':
      return <ToneText tone="bad" icon={<CloseCircleFilled aria-hidden />} text={t('common.result.F')} hint={t('common.result.hintF')} />;
    case 'U':
      return <ToneText tone="open" icon={<QuestionCircleOutlined aria-hidden />} text={t('common.result.U')} hint={t('common.result.hintU')} />;
    case '':
      return <ToneText tone="plain" icon={<MinusCircleOutlined aria-hidden />} text={t('common.result.none')} hint={t('common.result.hintNone')} />;
  }
}

export function VerdictText({ verdict, hint }: { verdict: Verdict; hint?: string }) {
  const { t } = useTranslation();
  switch (verdict) {
    case 'verified':
      return <ToneText tone="good" icon={<SafetyCertificateFilled aria-hidden />} text={t('common.verdict.verified')} hint={hint} />;
    case 'failed':
      return <ToneText tone="bad" icon={<WarningFilled aria-hidden />} text={t('common.verdict.failed')} hint={hint} />;
    case 'missing':
      return <ToneText tone="open" icon={<StopOutlined aria-hidden />} text={t('common.verdict.missing')} hint={hint} />;
    case '':
      return <ToneText tone="plain" icon={<MinusCircleOutlined aria-hidden />} text={t('common.verdict.none')} hint={hint} />;
  }
}

const paymentLooks: Record<PaymentStatus, { tone: Tone; icon: ReactNode }> = {
  SUCCESS: { tone: 'good', icon: <CheckCircleFilled aria-hidden /> },
  PROCESSING: { tone: 'open', icon: <ClockCircleFilled aria-hidden /> },
  PENDING: { tone: 'open', icon: <ClockCircleFilled aria-hidden /> },
  FAIL: { tone: 'bad', icon: <CloseCircleFilled aria-hidden /> },
  CANCELLED: { tone: 'plain', icon: <StopOutlined aria-hidden /> },
};

export function PaymentStatusText({ status }: { status: PaymentStatus }) {
  const { t } = useTranslation();
  return <ToneText {...paymentLooks[status]} text={t(`common.payment.${status}`)} hint={status} />;
}

/** A delivery is signed by Antom's side here, so there is nothing to verify. */
export function SignedText() {
  const { t } = useTranslation();
  return <ToneText tone="plain" icon={<SafetyCertificateFilled aria-hidden />} text={t('common.verdict.signed')} />;
}

export function YesNoText({ yes, yesText, noText }: { yes: boolean; yesText: string; noText: string }) {
  return yes ? <ToneText tone="good" icon={<CheckOutlined aria-hidden />} text={yesText} /> : <ToneText tone="bad" icon={<CloseOutlined aria-hidden />} text={noText} />;
}
