// Pages that only work makes: an inspection that two people brought to its end, as everybody sees it, and reports put
// together under a number. Each is made by its forms, without a script, then checked as every other page.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { newContext, signIn, startBrowser } from './stand/browser.mjs';
import { checkPage } from './stand/checks.mjs';
import { PROGRAM, startProgram } from './stand/program.mjs';

const run = promisify(execFile);

let program, browser, staff;

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
  staff = await signIn(browser, program);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// One more person of the house, signed in.
async function another(role, name) {
  const { stdout } = await run(PROGRAM, ['user', 'add', name, '--data', program.folder, '--role', role]);
  const path = stdout.match(/\/enter\/[0-9a-f]+/)[0];
  return signIn(browser, { url: program.url, link: program.url + path });
}

async function check(path, storageState) {
  const context = await newContext(browser, program, { storageState });
  const faults = await checkPage(context, path);
  await context.close();
  assert.deepEqual(faults, [], `${path}:\n${faults.join('\n')}`);
}

async function press(page, action) {
  await page.locator(`form[action$="${action}"] button`).first().click();
  await page.waitForURL(/done=/);
}

test('an inspection goes to its end and everybody sees it', async () => {
  const context = await newContext(browser, program, { storageState: staff, javaScriptEnabled: false });
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
  await check(sheet, staff);
  await press(page, '/submit');
  await page.locator('main a[href^="/cabinet/inspections/"]').first().click();
  const inspection = new URL(page.url()).pathname;
  await check(inspection, staff);
  await press(page, '/show');
  const head = await another('head', 'Ивушкина Раиса Романовна');
  await check(inspection, head);
  const theirs = await newContext(browser, program, { storageState: head, javaScriptEnabled: false });
  const answer = await theirs.newPage();
  await answer.goto(inspection);
  await press(answer, '/agree');
  await theirs.close();
  await page.goto(inspection);
  await press(page, '/finish');
  await check(inspection, staff);
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
  const context = await newContext(browser, program, { storageState: staff, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/cabinet/reports/consolidated');
  await page.getByRole('button', { name: 'Зафиксировать под номером' }).click();
  await page.waitForURL(/done=consolidated/);
  await check(new URL(page.url()).pathname, staff);
  await context.close();
});
