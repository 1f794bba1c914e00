import type { LogKind } from '@/bridge/types';
export function LogPage({ log }: { log: LogKind }) { return <p>{log}</p>; }
