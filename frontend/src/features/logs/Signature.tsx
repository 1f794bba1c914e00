import { SignedText, VerdictText } from '@/components/outcome';
import type { LogRow } from '@/bridge/types';
import { spoken } from '@/i18n/spoken';

/** What became of the signature: checked on what came in, made on what went out. */
export function Signature({ row }: { row: LogRow }) {
  return row.kind === 'delivery' && row.verdict === '' ? <SignedText /> : <VerdictText verdict={row.verdict} hint={spoken(row.reason)} />;
}
