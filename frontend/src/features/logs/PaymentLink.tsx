import { NodeIndexOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { quoted } from './grammar';

/** The address of everything about one payment, in both logs. */
export function paymentAddress(paymentId: string): { pathname: string; search: string } {
  return { pathname: '/logs/all', search: new URLSearchParams({ q: `payment:${quoted(paymentId)}` }).toString() };
}

/** Leads from an exchange to every exchange of its payment. */
export function PaymentLink({ paymentId }: { paymentId: string }) {
  const { t } = useTranslation();
  return <Link to={paymentAddress(paymentId)}><NodeIndexOutlined aria-hidden /> {t('logTools.paymentAll')}</Link>;
}
