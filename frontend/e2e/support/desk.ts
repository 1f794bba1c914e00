import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The line `antomctl serve` prints once everything listens. */
export interface Listening {
  gateway: string;
  gateway_tls: string;
  listener: string;
  ui: string;
  ui_token: string;
  ca_file: string;
  data: string;
  pid: number;
}

const anyPort = '127.0.0.1:0';
const program = resolve(process.env.ANTOMDESK_CTL ?? join(import.meta.dirname, '../../../build/bin/antomctl'));

/** The real program, headless, on a data folder of its own. */
export class Desk {
  private running?: ChildProcess;
  /** What it printed on standard error, for a failed story. */
  said = '';

  private constructor(readonly folder: string, private listening: Listening) {}

  static async start(): Promise<Desk> {
    const folder = await mkdtemp(join(tmpdir(), 'antomdesk-e2e-'));
    const nowhere = { gateway: '', gateway_tls: '', listener: '', ui: '', ui_token: '', ca_file: '', data: folder, pid: 0 };
    const desk = new Desk(folder, nowhere);
    await desk.run(anyPort, anyPort, anyPort, anyPort);
    return desk;
  }

  get at(): Listening {
    return this.listening;
  }

  /** The link that signs a browser in, good for one use. */
  get link(): string {
    return `${this.listening.ui}/?token=${this.listening.ui_token}`;
  }

  private async run(gateway: string, tls: string, listener: string, ui: string): Promise<void> {
    const args = ['--data', this.folder, 'serve', '--gateway', gateway, '--gateway-tls', tls, '--listener', listener, '--listener-tls', 'off', '--ui', ui, '--loopback-only'];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.on('data', (text: Buffer) => { this.said += text.toString(); });
    const [line] = (await Promise.race([
      once(createInterface(child.stdout), 'line'),
      once(child, 'exit').then(() => { throw new Error(`antomctl serve ended: ${this.said}`); }),
    ])) as [string];
    this.listening = JSON.parse(line) as Listening;
    this.running = child;
  }

  /** Ends the program as a service manager would, and waits until it is gone. */
  async stop(): Promise<void> {
    const child = this.running;
    this.running = undefined;
    if (child?.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  /** Starts it again on the same folder and the same addresses. */
  async startAgain(): Promise<void> {
    const [gateway, tls, listener, ui] = [this.at.gateway, this.at.gateway_tls, this.at.listener, this.at.ui].map((origin) => new URL(origin).host);
    await this.run(gateway ?? anyPort, tls ?? anyPort, listener ?? anyPort, ui ?? anyPort);
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs antomctl beside the running program and gives back what it printed. */
  async ctl(...args: string[]): Promise<string> {
    const child = spawn(program, ['--data', this.folder, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let complained = '';
    child.stdout.on('data', (text: Buffer) => { printed += text.toString(); });
    child.stderr.on('data', (text: Buffer) => { complained += text.toString(); });
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`antomctl ${args.join(' ')}: exit ${code}: ${complained}`);
    return printed.trim();
  }

  /** Calls a method the window could call. */
  async api<T>(service: string, method: string, input: object): Promise<T> {
    const response = await fetch(`${this.at.ui}/api/${service}/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.at.ui_token}` },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service}.${method}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
