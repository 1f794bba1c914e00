import type { ServerState } from '@/bridge/types';

/** The servers that should listen and do not. */
export function broken(servers: ServerState[]): ServerState[] {
  return servers.filter((server) => !server.off && server.origin === '' && server.problem !== '');
}

/** The address with the next free-looking port: the port plus one, kept within the valid range. */
export function nextAddress(address: string): string {
  const cut = address.lastIndexOf(':');
  const port = Number(address.slice(cut + 1));
  if (cut < 0 || !Number.isInteger(port)) return address;
  return `${address.slice(0, cut)}:${port >= 65535 || port <= 0 ? 9080 : port + 1}`;
}

/** host:port with a port from 1 to 65535. */
export function isAddress(text: string): boolean {
  const match = /^(.+):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[2]);
  return match !== null && port >= 1 && port <= 65535;
}
