// The scripts of answering, on the real pages: keys choose answers and can be turned off, a kiosk that is left alone begins
// again, an inspector's mark is saved as it is given and waits on the page while there is no line.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newContext, signIn, startBrowser } from './stand/browser.mjs';
import { startProgram } from './stand/program.mjs';

let program, browser, staff, round, code;

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
  staff = await signIn(browser, program);
  const { context, page } = await open({ storageState: staff });
  await page.goto('/cabinet/rounds');
  const rounds = await page.$$eval('a[href^="/cabinet/rounds/"]', (all) => all.map((a) => a.getAttribute('href')));
  for (const href of new Set(rounds.filter((href) => /^\/cabinet\/rounds\/[0-9a-f-]{36}$/.test(href)))) {
    await page.goto(`${href}/surveys?stage=running`);
    const found = (await page.locator('main').innerText()).match(/\/s\/([0-9A-Z]{8})/);
    if (found) [round, code] = [href, found[1]];
  }
  await context.close();
  assert.ok(code, 'the examples have a running survey');
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function open(options = {}) {
  const context = await newContext(browser, program, options);
  return { context, page: await context.newPage() };
}

const checked = (page) => page.$$eval('fieldset', (all) => all.map((one) => one.querySelector('input:checked')?.value ?? null));

test('a digit answers and leads to the next question, arrows begin, and keys can be turned off', async () => {
  const { context, page } = await open();
  await page.goto(`/s/${code}`);
  await page.getByRole('button', { name: 'Начать' }).click();
  await page.locator('#keys button').waitFor();
  const n = (await checked(page)).length;
  assert.ok(n >= 2, `${n} questions on the first page`);
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.type), 'radio');
  for (const key of ['1', '2']) await page.keyboard.press(key);
  const values = await page.$$eval('fieldset', (all) => all.map((one) => [...one.querySelectorAll('input')].map((i) => i.value)));
  assert.deepEqual((await checked(page)).slice(0, 2), [values[0][0], values[1][1]]);
  await page.locator('#keys button').click();
  assert.equal(await page.locator('#keys button').innerText(), 'Включить');
  const before = await checked(page);
  await page.locator('body').press('1');
  assert.deepEqual(await checked(page), before, 'keys are off');
  await page.getByRole('button', { name: 'Дальше' }).click();
  await page.waitForLoadState();
  if (await page.locator('#keys').count()) assert.equal(await page.locator('#keys button').innerText(), 'Включить', 'and stay off');
  await context.close();
});

test('a kiosk that is left alone asks, then begins again with nothing of the one before', async () => {
  const { context, page } = await open();
  await page.clock.install();
  await page.goto(`/s/${code}/kiosk`);
  await page.getByRole('button', { name: 'Начать' }).click();
  await page.locator('.o-answers input[type=radio]').first().waitFor({ state: 'attached' });
  const screen = page.url();
  await page.locator('.o-answers label').first().click();
  await page.clock.runFor(39_000);
  assert.equal(await page.locator('#idle').isVisible(), false);
  await page.clock.runFor(1_000);
  assert.equal(await page.locator('#idle').isVisible(), true);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'idle-go');
  await page.clock.runFor(5_000);
  assert.equal(await page.locator('#idle-n').innerText(), '15');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  assert.equal(await page.locator('#idle').isVisible(), false);
  await page.clock.runFor(55_000);
  assert.equal(page.url(), screen, 'the time began anew');
  await page.clock.runFor(5_000);
  await page.waitForURL(`${program.url}/s/${code}/kiosk`);
  await page.getByRole('button', { name: 'Начать' }).click();
  await page.locator('.o-answers input[type=radio]').first().waitFor({ state: 'attached' });
  assert.deepEqual([...new Set(await checked(page))], [null], 'the next person finds no answers');
  assert.notEqual(page.url(), screen);
  await context.close();
});

test('a mark is saved as it is given, and without a line it waits on the page', async () => {
  const { context, page } = await open({ storageState: staff });
  await page.goto(`${round}/inspections`);
  await page.getByRole('button', { name: /Начать лист/ }).first().click();
  await page.waitForURL(/\/cabinet\/sheets\//);
  if (!(await page.locator('form[data-saves]').count())) {
    const sheet = new URL(page.url()).pathname.split('/').slice(0, 4).join('/');
    await page.goto(`${sheet}/1`);
  }
  const said = page.locator('.o-saving');
  const mark = (at) => page.locator('form[data-saves] fieldset').nth(at).locator('input[type=radio]').first();
  await mark(0).check();
  await said.filter({ hasText: /^Сохранено/ }).waitFor();
  await page.reload();
  assert.equal(await mark(0).isChecked(), true, 'no button was pressed');
  await context.setOffline(true);
  await mark(1).check();
  await said.filter({ hasText: 'нет связи' }).waitFor();
  assert.ok(await said.evaluate((one) => one.classList.contains('o-saving--wrong')));
  assert.equal(await mark(1).isChecked(), true);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await page.waitForLoadState();
  await page.reload();
  assert.deepEqual([await mark(0).isChecked(), await mark(1).isChecked()], [true, true]);
  await context.close();
});
