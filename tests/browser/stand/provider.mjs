// A provider of OpenID Connect that others wrote (oidc-provider), on this machine: whoever names themselves there is known
// by that name.
//
// In come the address people go back to; out go its own address and what it calls the program.

import { createServer } from 'node:http';
import { once } from 'node:events';

export const CLIENT = { id: 'otklik', secret: 'tajna-otklika' };

export async function startProvider(back) {
  const { default: Provider } = await import('oidc-provider');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(url, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [back], response_types: ['code'], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of this test only'] },
    findAccount: (_, name) => ({
      accountId: name,
      claims: () => ({ sub: name, preferred_username: name, email: `${name}@example.org`, email_verified: true }),
    }),
  });
  server.on('request', provider.callback());
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close').catch(() => {});
  };
  return { url, stop };
}
