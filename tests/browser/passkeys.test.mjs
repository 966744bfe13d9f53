// Passkeys in a real browser, with an authenticator that Chromium plays: one is added, opens the cabinet, is used by its
// counter, and opens nothing once it is taken back; without the authenticator the page says what to do.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './stand/browser.mjs';
import { startProgram } from './stand/program.mjs';

const PASSWORD = 'сирень у крыльца';

let program, browser, context, page, session, authenticatorId;

before(async () => {
  // Passkeys are bound to a name; a browser trusts this one without a certificate.
  program = await startProgram('--no-examples', (port) => ['--origin', `http://localhost:${port}`]);
  browser = await startBrowser();
  context = await browser.newContext({ locale: 'ru-RU', baseURL: program.url });
  page = await context.newPage();
  session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await page.goto(program.link);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.goto('/cabinet/me/password');
  await page.getByLabel('Имя для входа').fill('admin');
  await page.getByLabel('Пароль').fill(PASSWORD);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/done=password/);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function plug(isUserVerified = true) {
  const made = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified, automaticPresenceSimulation: true },
  });
  authenticatorId = made.authenticatorId;
}

const credentials = async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

async function signOut() {
  await page.goto('/cabinet');
  await page.getByRole('button', { name: /Выйти/ }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/cabinet'));
}

async function enterByKey(name) {
  await page.goto('/enter');
  const form = page.locator('form[data-passkey=enter]');
  await form.getByLabel('Имя для входа').fill(name);
  await form.getByRole('button', { name: 'Войти ключом доступа' }).click();
  return form;
}

test('a key is added under a name and stays in the authenticator', async () => {
  await plug();
  await page.goto('/cabinet/me');
  await page.getByLabel('Как назвать ключ').fill('Мой телефон');
  await page.getByRole('button', { name: 'Добавить ключ доступа' }).click();
  await page.waitForURL(/done=passkey$/);
  assert.match(await page.locator('section[aria-labelledby=passkeys]').innerText(), /Мой телефон/);
  assert.deepEqual((await credentials()).map((one) => one.rpId), ['localhost']);
});

test('the key opens the cabinet without a password, again and again', async () => {
  let counter = (await credentials())[0].signCount;
  for (let time = 0; time < 2; time += 1) {
    await signOut();
    await enterByKey('Admin');
    await page.waitForURL(/\/cabinet$/);
    const now = (await credentials())[0].signCount;
    assert.ok(now > counter, `${now} after ${counter}`);
    counter = now;
  }
  await page.goto('/cabinet/me');
  assert.match(await page.locator('section[aria-labelledby=visits]').innerText(), /по\s+ключу\s+доступа/);
});

test('a name without a key and an owner who is not known get words, and the other ways stay', async () => {
  await signOut();
  await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  for (const name of ['admin', 'nobody']) {
    const form = await enterByKey(name);
    await form.getByRole('alert').filter({ hasText: 'Ключ доступа не' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/enter');
  }
  assert.equal(await page.locator('#password').count(), 1);
  await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
});

test('a key that was taken back opens nothing', async () => {
  await enterByKey('admin');
  await page.waitForURL(/\/cabinet$/);
  await page.goto('/cabinet/me');
  await page.getByRole('button', { name: /Убрать ключ «Мой телефон»/ }).click();
  await page.waitForURL(/done=passkey-gone/);
  assert.equal((await credentials()).length, 1, 'the authenticator still has it');
  await signOut();
  const form = await enterByKey('admin');
  await form.getByRole('alert').filter({ hasText: 'Ключ доступа не' }).waitFor();
  await page.locator('input[name=login]').first().fill('admin');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.waitForURL(/\/cabinet$/);
});
