import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** One POST on a kept connection; answers with the HTTP status. */
async function post(agent: Agent, url: string, headers: Record<string, string>, body: string): Promise<number> {
  const outgoing = request(url, { method: 'POST', agent, headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response.statusCode ?? 0;
}

interface Load {
  url: string;
  count: number;
  headers: Record<string, string>;
  body: (index: number) => string;
}

const connections = 16;

/** Sends count bodies over a few connections, each as soon as the last was answered; gives back how many were accepted. */
export async function send({ url, count, headers, body }: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  let accepted = 0;
  const client = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      if (await post(agent, url, headers, body(index)) === 200) accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return accepted;
}
