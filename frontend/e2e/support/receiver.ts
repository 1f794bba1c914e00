import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verify } from './merchant';

/** One notification as the merchant's server read it. */
export interface Received {
  path: string;
  clientId: string;
  requestTime: string;
  signature: string;
  body: string;
}

const acknowledgement = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}';

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The merchant's own server: takes notifications, acknowledges them, and greets returning buyers. */
export class Receiver {
  readonly received: Received[] = [];
  /** While it is set, notifications are kept but not acknowledged. */
  refuses = false;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      void bodyOf(request).then((body) => {
        if (request.method !== 'POST') return response.setHeader('Content-Type', 'text/html').end('<title>Shop</title><h1>Thank you</h1>');
        receiver.keep(request, body);
        return response.setHeader('Content-Type', 'application/json').end(receiver.refuses ? '{}' : acknowledgement);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The notifications whose signature verifies with Antom's public key. */
  verified(antomPublicKey: string): Received[] {
    return this.received.filter(({ path, clientId, requestTime, body, signature }) => verify(antomPublicKey, path, clientId, requestTime, body, signature));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private keep(request: IncomingMessage, body: string): void {
    const header = (name: string) => String(request.headers[name] ?? '');
    this.received.push({ path: request.url ?? '', clientId: header('client-id'), requestTime: header('request-time'), signature: header('signature'), body });
  }
}
