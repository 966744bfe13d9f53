// The real program on a free port with a data folder of its own.
//
// In come switches, or functions that make them from the port; out go its address and the one-time link it printed.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROGRAM = process.env.OTKLIK_PROGRAM ?? new URL('../../../target/release/otklik', import.meta.url).pathname;

export async function startProgram(...args) {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'otklik-browser-'));
  const said = [];
  const told = args.flatMap((arg) => (typeof arg === 'function' ? arg(port) : arg));
  const child = spawn(PROGRAM, ['--data', folder, 'serve', '--listen', `127.0.0.1:${port}`, ...told], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (bytes) => said.push(bytes.toString()));
  child.stderr.on('data', (bytes) => said.push(bytes.toString()));
  const url = told.includes('--origin') ? told[told.indexOf('--origin') + 1] : `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, said);
  } catch (error) {
    await stop();
    throw error;
  }
  const link = await linkIn(said, new RegExp(`${url}/[^\\s«»]+`));
  return { url, link, folder, stop, pid: child.pid, said: () => said.join('') };
}

async function untilReady(url, child, said) {
  const last = Date.now() + 60_000;
  while (Date.now() < last) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the program did not get ready; it said:\n${said.join('')}`);
}

// The link is printed once the program answers; it may come a moment later.
async function linkIn(said, pattern) {
  const last = Date.now() + 5_000;
  for (;;) {
    const link = said.join('').match(pattern)?.[0];
    if (link || Date.now() > last) return link;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
