// The version for weak eyes: set without a script, kept on the next pages, whole at 320 px in each scheme.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newContext, startBrowser } from './stand/browser.mjs';
import { accessibilityFaults, reflowFaults } from './stand/checks.mjs';
import { startProgram } from './stand/program.mjs';

let program, browser;

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

test('each choice is kept and stays readable', async (t) => {
  const context = await newContext(browser, program, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/vid');
  const radios = await page.$$eval('main input[type=radio]', (all) => all.map((it) => ({ name: it.name, value: it.value })));
  assert.ok(radios.length >= 6, 'the page offers schemes and sizes');
  for (const { name, value } of radios) {
    await t.test(`${name}=${value}`, async () => {
      await page.goto('/vid');
      await page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });
      await page.locator('main form button[type=submit]').first().click();
      await page.goto('/');
      const seeing = await newContext(browser, program, { storageState: await context.storageState() });
      const shown = await seeing.newPage();
      await shown.setViewportSize({ width: 320, height: 800 });
      await shown.goto('/');
      const faults = [...(await reflowFaults(shown)), ...(await accessibilityFaults(shown))];
      await seeing.close();
      assert.deepEqual(faults, []);
    });
  }
  await context.close();
});
