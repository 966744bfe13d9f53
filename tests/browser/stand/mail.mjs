// Mail servers on this machine: one asks for STARTTLS and a password, one speaks TLS at once, one is open, one refuses.
//
// In comes nothing; out go ports, the certificate they are known by, and letters as they come, taken apart.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import selfsigned from 'selfsigned';
import { SMTPServer } from 'smtp-server';

export const PASSWORD = 'a-password-nobody-sees';

async function certificate() {
  const extensions = [
    { name: 'basicConstraints', cA: false },
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }] },
  ];
  return selfsigned.generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048, algorithm: 'sha256', extensions });
}

export async function startMail() {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-mail-'));
  const pair = await certificate();
  const [letters, waiters] = [[], []];
  const take = async (stream, session, done) => {
    const pieces = [];
    for await (const piece of stream) pieces.push(piece);
    const raw = Buffer.concat(pieces).toString('latin1');
    const letter = { raw, session, parsed: await simpleParser(Buffer.concat(pieces)) };
    const waiter = waiters.shift();
    if (waiter) waiter(letter);
    else letters.push(letter);
    done();
  };
  const enter = (auth, _session, done) => {
    const isOurs = auth.username === 'otklik' && auth.password === PASSWORD;
    done(isOurs ? null : new Error('Invalid username or password'), isOurs ? { user: auth.username } : undefined);
  };
  const tls = { key: pair.private, cert: pair.cert };
  const refuse = (_address, _session, done) => done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
  const open = { authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], onData: take };
  const servers = await Promise.all([
    listen({ ...tls, onAuth: enter, onData: take, authOptional: false }),
    listen({ ...tls, secure: true, onAuth: enter, onData: take }),
    listen(open),
    listen({ ...open, onRcptTo: refuse }),
  ]);
  const [startTlsPort, tlsPort, openPort, refusingPort] = servers.map(({ port }) => port);
  const next = () => {
    const letter = letters.shift();
    if (letter) return Promise.resolve(letter);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no letter came')), 10_000);
      waiters.push((letter) => {
        clearTimeout(late);
        resolve(letter);
      });
    });
  };
  const stop = async () => {
    await Promise.all(servers.map(({ server }) => new Promise((resolve) => server.close(resolve))));
    await rm(folder, { recursive: true, force: true });
  };
  return { folder, certificate: pair.cert, startTlsPort, tlsPort, openPort, refusingPort, next, waiting: () => letters.length, stop };
}

function listen(options) {
  return new Promise((resolve, reject) => {
    const server = new SMTPServer({ logger: false, ...options });
    // A program that does not like a certificate hangs up: that is no fault of the server.
    server.on('error', () => {});
    const { server: socket } = server;
    socket.once('error', reject);
    server.listen(0, 'localhost', () => resolve({ server, port: socket.address().port }));
  });
}
