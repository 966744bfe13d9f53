// Coming in by somebody else's account, with a real provider program on the other side and no script on ours: the door is
// set, an invitation is accepted, one comes back in by it, a stranger stays outside, and a silent provider stops nobody else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signIn, startBrowser } from './stand/browser.mjs';
import { accessibilityFaults, markupFaults } from './stand/checks.mjs';
import { startProgram } from './stand/program.mjs';
import { CLIENT, startProvider } from './stand/provider.mjs';

let program, provider, browser, admin;

before(async () => {
  program = await startProgram('--no-examples', (port) => ['--origin', `http://127.0.0.1:${port}`]);
  provider = await startProvider(`${program.url}/enter/outer/back`);
  browser = await startBrowser();
  const storageState = await signIn(browser, program);
  admin = await (await browser.newContext({ locale: 'ru-RU', baseURL: program.url, storageState })).newPage();
});

after(async () => {
  await browser?.close();
  await provider?.stop();
  await program?.stop();
});

// A browser of somebody without scripts, which oneself and the provider must do without.
async function visitor() {
  const context = await browser.newContext({ locale: 'ru-RU', baseURL: program.url, javaScriptEnabled: false });
  return context.newPage();
}

// Words as they are read: some blanks of the page hold words together.
const title = async (page) => (await page.getByRole('heading', { level: 1 }).innerText()).replaceAll('\u00a0', ' ');

async function fitsEverybody(page) {
  const html = await page.content();
  assert.deepEqual(await markupFaults(html), [], page.url());
}

// Names oneself at the provider and agrees to be told of.
async function nameOneself(page, name) {
  await page.waitForURL(new RegExp(`^${provider.url}/`));
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('что угодно');
  await page.locator('button[type=submit]').click();
  const agree = page.locator('form[action*="/interaction/"] button[type=submit]');
  if (page.url().startsWith(provider.url)) await agree.click();
  await page.waitForURL(new RegExp(`^${program.url}/`));
}

async function invite(name) {
  await admin.goto('/cabinet/people/new');
  await admin.locator('[name=name]').fill(name);
  await admin.locator('select[name=role]').selectOption('methodologist');
  await admin.getByRole('button', { name: 'Пригласить' }).click();
  return (await admin.locator('#link').innerText()).trim();
}

test('an administrator sets the door, and a mistyped address is told of', async () => {
  await admin.goto('/cabinet/people');
  await admin.getByRole('link', { name: /учётные записи региона/ }).click();
  await admin.getByLabel('Через что входят').fill('портал области');
  await admin.getByLabel('Адрес поставщика').fill(`${provider.url}/nowhere`);
  await admin.getByLabel('Имя программы у поставщика').fill(CLIENT.id);
  await admin.getByLabel('Что спрашивать кроме openid').fill('profile email');
  await admin.getByLabel('Секрет').fill(CLIENT.secret);
  await admin.getByLabel('Вход открыт').check();
  await admin.getByRole('button', { name: 'Сохранить' }).click();
  assert.match(await admin.locator('.govuk-error-summary').innerText(), /не\s+отвечает поставщик/);
  assert.equal(await admin.getByLabel('Через что входят').inputValue(), 'портал области');
  assert.equal(await admin.getByLabel('Секрет').inputValue(), '');
  await fitsEverybody(admin);
  await admin.getByLabel('Адрес поставщика').fill(provider.url);
  await admin.getByLabel('Секрет').fill(CLIENT.secret);
  await admin.getByRole('button', { name: 'Сохранить' }).click();
  await admin.waitForURL(/done=door-kept/);
  assert.deepEqual(await accessibilityFaults(admin), []);
  await fitsEverybody(admin);
});

test('an invitation is accepted by an outer account, which opens the cabinet from then on', async () => {
  const link = await invite('Ильина Анна');
  const page = await visitor();
  await page.goto(link);
  await page.getByRole('button', { name: 'Принять через портал области' }).click();
  await nameOneself(page, 'anna');
  assert.equal(new URL(page.url()).pathname, '/cabinet');
  await page.goto('/cabinet/me');
  assert.match(await page.locator('main').innerText(), /anna[\s\S]*привязана[\s\S]*через\s+внешнюю\s+запись/);
  await fitsEverybody(page);
  await page.getByRole('button', { name: /Выйти/ }).click();
  await page.goto('/enter');
  await fitsEverybody(page);
  await page.getByRole('button', { name: 'Войти через портал области' }).click();
  // The provider remembers her, or asks again: both lead in.
  await page.waitForLoadState();
  if (page.url().startsWith(provider.url)) await nameOneself(page, 'anna');
  await page.waitForURL(/\/cabinet$/);
  await page.goto(link);
  assert.match(await title(page), /уже не\s+действует/);
  await page.context().close();
});

test('one ties an outer account to the own one and proves with it who one is', async () => {
  const page = await visitor();
  await page.goto(await invite('Котова Вера'));
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.goto('/cabinet/me');
  await page.getByRole('button', { name: 'Привязать через портал области' }).click();
  await nameOneself(page, 'vera');
  assert.match(page.url(), /\/cabinet\/me\?done=outer-tied$/);
  assert.match(await page.locator('#outer').locator('..').innerText(), /vera/);
  await page.goto('/cabinet/me/proof?back=/cabinet/keys');
  await fitsEverybody(page);
  await page.getByRole('button', { name: 'Подтвердить через портал области' }).click();
  await nameOneself(page, 'vera');
  assert.equal(new URL(page.url()).pathname, '/cabinet/keys');
  await page.context().close();
});

test('a stranger is told that nobody invited them, and nothing is kept', async () => {
  await admin.goto('/cabinet/people');
  const before = await admin.locator('tbody tr').count();
  const page = await visitor();
  await page.goto('/enter');
  await page.getByRole('button', { name: 'Войти через портал области' }).click();
  await nameOneself(page, 'chuzhoy');
  assert.equal(await title(page), 'Вас ещё не пригласили');
  await fitsEverybody(page);
  await page.goto('/cabinet');
  assert.equal(new URL(page.url()).pathname, '/enter');
  await admin.goto('/cabinet/people');
  assert.equal(await admin.locator('tbody tr').count(), before);
  // An address of the way back that another browser was given leads nowhere.
  const other = await visitor();
  const answer = await other.goto('/enter/outer/back?code=x&state=y');
  assert.equal(answer.status(), 422);
  await other.context().close();
  await page.context().close();
});

test('while the provider is silent the other ways stay', async () => {
  await provider.stop();
  const page = await visitor();
  const answer = await page.goto('/enter/outer');
  assert.equal(answer.status(), 503);
  assert.match(await page.locator('.govuk-error-summary').innerText(), /не\s+отвечает/);
  assert.equal(await page.locator('input[name=password]').count(), 1);
  await fitsEverybody(page);
  await page.context().close();
});
