// The script of keying: n answers take n keys, sheets wait while the server is away and go out in order, nothing is lost.
//
// The page is a form with the hooks that a test of the web room holds the real page to; the script is the real one.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { startBrowser } from './stand/browser.mjs';

const SCRIPT = readFileSync(new URL('../../crates/web/assets/keying.js', import.meta.url), 'utf8');
const QUESTIONS = 14;
const URL_OF_PAGE = 'http://otklik.test/cabinet/keying/7KX2M4P9';

const radio = (q, key, value) => `<input type="radio" name="q${q}" value="${value}" data-key="${key}" id="q${q}-${key}">`;
const question = (q) =>
  `<fieldset data-question="q${q}" data-kind="choice">${radio(q, 1, 'yes')}${radio(q, 2, 'no')}${radio(q, 0, '')}</fieldset>`;
const PAGE = `<!DOCTYPE html><html lang="ru"><meta charset="utf-8"><title>Ввод</title><div id="queue" data-code="7KX2M4P9" data-second="" hidden>
<p id="queue-state"></p><ul id="queue-faults"></ul><button type="button" id="undo-sheet">Отменить</button></div>
<form id="keying"><input type="hidden" name="token" value="t"><input type="hidden" name="id" value=""><input type="hidden" name="second" value="">
<input type="text" name="number">${Array.from({ length: QUESTIONS }, (_, q) => question(q)).join('')}
<button type="submit">Сохранить</button></form><script src="/keying.js"></script></html>`;

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

// A page and a server that remembers what it was sent; `isAway` cuts the line.
async function desk(answers = () => ({ status: 200, said: { state: 'first' } })) {
  const server = { sent: [], isAway: false };
  const context = await browser.newContext();
  await context.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/keying.js') return route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: SCRIPT });
    if (route.request().method() === 'GET') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: PAGE });
    if (server.isAway) return route.abort();
    const fields = Object.fromEntries(new URLSearchParams(route.request().postData()));
    server.sent.push({ what: pathname.split('/').pop(), ...fields });
    const { status, said } = answers(fields);
    return route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(said) });
  });
  const page = await context.newPage();
  await page.goto(URL_OF_PAGE);
  return { page, server, close: () => context.close() };
}

async function keySheet(page, number, keys) {
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
}

const state = (page, text) => page.waitForFunction((t) => document.getElementById('queue-state').textContent.includes(t), text);

test('n answers take n keys', async () => {
  const { page, server, close } = await desk();
  const keys = '12121212121210'.split('');
  assert.equal(keys.length, QUESTIONS);
  await keySheet(page, '1К', keys);
  await state(page, 'Сохранено 1, ждут 0');
  const [sheet] = server.sent;
  assert.equal(sheet.number, '1К');
  assert.match(sheet.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const given = Array.from({ length: QUESTIONS }, (_, q) => sheet[`q${q}`] ?? '');
  assert.deepEqual(given, [...Array.from({ length: QUESTIONS - 1 }, (_, q) => (q % 2 ? 'no' : 'yes')), '']);
  await close();
});

test('a space skips and Backspace takes the last answer back', async () => {
  const { page, server, close } = await desk();
  await keySheet(page, '2К', ['1', ' ', '1', 'Backspace', '2', ...Array(QUESTIONS - 3).fill('0')]);
  await state(page, 'Сохранено 1');
  assert.deepEqual([server.sent[0].q0, server.sent[0].q1, server.sent[0].q2, server.sent[0].q3], ['yes', undefined, 'no', undefined]);
  await close();
});

test('sheets wait while the server is away, outlive the page and go out in order', async () => {
  const { page, server, close } = await desk();
  server.isAway = true;
  const keys = Array(QUESTIONS).fill('1');
  for (const number of ['1К', '2К', '3К']) await keySheet(page, number, keys);
  await state(page, 'Сохранено 0, ждут 3');
  await page.reload();
  await state(page, 'ждут 3');
  server.isAway = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await state(page, 'Сохранено 3, ждут 0');
  assert.deepEqual(server.sent.map((sheet) => sheet.number), ['1К', '2К', '3К']);
  assert.equal(new Set(server.sent.map((sheet) => sheet.id)).size, 3);
  const kept = await page.evaluate(() => Object.values(localStorage).join());
  assert.ok(!kept.includes('token'), 'the token is not kept');
  await close();
});

test('the last sheet is taken back, before and after it was sent', async () => {
  const { page, server, close } = await desk();
  const keys = Array(QUESTIONS).fill('1');
  await keySheet(page, '1К', keys);
  await state(page, 'Сохранено 1');
  await page.locator('#undo-sheet').click();
  await state(page, 'Сохранено 0, ждут 0');
  assert.deepEqual(server.sent.map(({ what, number }) => [what, number]), [['send', '1К'], ['undo', '1К']]);
  await close();
});

test('a refused sheet stays with its words and is mended', async () => {
  let isRefused = true;
  const { page, server, close } = await desk(() =>
    isRefused ? { status: 422, said: { fault: 'Буква не подходит к номеру' } } : { status: 200, said: { state: 'first' } });
  await keySheet(page, '9К', Array(QUESTIONS).fill('2'));
  const again = page.getByRole('button', { name: 'Исправить бланк 9К' });
  await again.waitFor();
  isRefused = false;
  await again.click();
  assert.equal(await page.locator('[name=q5][value=no]').isChecked(), true, 'answers are kept');
  await page.locator('[name=number]').fill('9М');
  await page.locator('button[type=submit]').click();
  await state(page, 'Сохранено 1, ждут 0');
  assert.deepEqual(server.sent.map((sheet) => sheet.number), ['9К', '9М']);
  assert.equal(server.sent[0].id, server.sent[1].id, 'the same answer');
  await close();
});
