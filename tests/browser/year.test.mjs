// Pages that only work makes: an inspection that two people brought to its end, as everybody sees it, and reports put
// together under a number. Each is made by its forms, without a script, then checked as every other page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { another, come, holds, opened } from './stand/house.mjs';

const house = opened();

async function check(path, storageState) {
  const context = await come(house, storageState);
  await holds(context, path);
  await context.close();
}

async function press(page, action) {
  await page.locator(`form[action$="${action}"] button`).first().click();
  await page.waitForURL(/done=/);
}

test('an inspection goes to its end and everybody sees it', async () => {
  const context = await come(house, house.staff, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/cabinet/inspections');
  await page.locator('main a[href*="/cabinet/rounds/"]').first().click();
  await page.locator('main form[action$="/inspections"] button').first().click();
  const sheet = new URL(page.url()).pathname.replace(/\/\d+$/, '');
  for (let n = 0; new URL(page.url()).pathname !== sheet; n += 1) {
    assert.ok(n < 20, 'the sheet has an end');
    const names = new Set(await page.$$eval('main input[type=radio]', (all) => all.map((one) => one.name)));
    // The first thing is missing, so that there is something to be seen.
    let at = n === 0 ? 1 : 0;
    for (const name of names) {
      await page.locator(`input[name="${name}"]`).nth(at).check({ force: true });
      at = 0;
    }
    await page.locator('main form button.govuk-button').first().click();
  }
  await check(sheet, house.staff);
  await press(page, '/submit');
  // Handed in, it is read: what was marked stands in words, nothing is left to be filled.
  await page.goto(`${sheet}/0`);
  assert.equal(await page.locator('main input:not([type=hidden]), main textarea').count(), 0);
  assert.match(await page.locator('main dl').innerText(), /Нет/);
  await check(`${sheet}/0`, house.staff);
  await page.goto(sheet);
  await page.locator('main a[href^="/cabinet/inspections/"]').first().click();
  const inspection = new URL(page.url()).pathname;
  await check(inspection, house.staff);
  await press(page, '/show');
  const head = await another(house, 'head', 'Ивушкина Раиса Романовна');
  await check(inspection, head);
  const theirs = await come(house, head, { javaScriptEnabled: false });
  const answer = await theirs.newPage();
  await answer.goto(inspection);
  await press(answer, '/agree');
  await theirs.close();
  await page.goto(inspection);
  await press(page, '/finish');
  await check(inspection, house.staff);
  await page.goto('/');
  const organisations = await page.$$eval('main a[href^="/o/"]', (all) => [...new Set(all.map((one) => one.pathname))]);
  let seen = null;
  for (const path of organisations) {
    await page.goto(`${path}/inspection`);
    if (/Итог утверждён/.test(await page.locator('main').innerText())) seen = `${path}/inspection`;
  }
  assert.ok(seen, 'the end of the inspection stands on a public page');
  await check(seen);
  await context.close();
});

test('reports put together under a number', async () => {
  const context = await come(house, house.staff, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/cabinet/reports/consolidated');
  await page.getByRole('button', { name: 'Зафиксировать под номером' }).click();
  await page.waitForURL(/done=consolidated/);
  await check(new URL(page.url()).pathname, house.staff);
  await context.close();
});
