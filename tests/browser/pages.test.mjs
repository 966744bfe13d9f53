// Every page that links lead to, for a citizen and for staff: accessible, valid, whole at 320 px, silent, nothing from outside.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newContext, signIn, startBrowser } from './stand/browser.mjs';
import { accessibilityFaults, markupFaults, reflowFaults } from './stand/checks.mjs';
import { startProgram } from './stand/program.mjs';
import { walk } from './stand/walk.mjs';

// Kinds of pages that must be found by following links; a page nobody can reach is a fault too.
const MUST_REACH = ['/', '/vid?back', '/o/{slug}', '/o/{slug}/plan', '/o/{slug}/score', '/o/{slug}/inspection', '/scores', '/scores/heat'];
const WIDTHS = [320, 390, 1280];

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

async function checkPage(context, path) {
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  const answer = await page.goto(path);
  if (answer.status() !== 200) faults.push(`status ${answer.status()}`);
  faults.push(...(await markupFaults(await answer.text())).map((fault) => `html ${fault}`));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    faults.push(...(await reflowFaults(page)).map((fault) => `${width} px: ${fault}`));
  }
  faults.push(...(await accessibilityFaults(page)).map((fault) => `axe ${fault}`));
  if ((await page.title()).trim() === '') faults.push('no title');
  await page.close();
  return faults;
}

async function checkAll(t, context, starts) {
  const pages = await walk(context, starts);
  for (const { kind, path } of pages) {
    await t.test(`${kind} (${path})`, async () => {
      const faults = await checkPage(context, path);
      assert.deepEqual(faults, [], `${path}:\n${faults.join('\n')}`);
    });
  }
  assert.deepEqual(context.outside, [], 'something was asked from outside');
  return pages.map(({ kind }) => kind);
}

test('pages for citizens', async (t) => {
  const context = await newContext(browser, program);
  const kinds = await checkAll(t, context, ['/']);
  for (const kind of MUST_REACH) assert.ok(kinds.includes(kind), `no link leads to ${kind}; found ${kinds.join(' ')}`);
  await context.close();
});

test('pages for staff', async (t) => {
  const context = await newContext(browser, program, { storageState: staff });
  await checkAll(t, context, ['/cabinet']);
  await context.close();
});

test('a page that is not there says so in Russian', async () => {
  const context = await newContext(browser, program);
  const page = await context.newPage();
  const answer = await page.goto('/o/net-takoy');
  assert.equal(answer.status(), 404);
  assert.match(await page.locator('h1').innerText(), /[а-я]/i);
  const faults = await accessibilityFaults(page);
  assert.deepEqual(faults, []);
  await context.close();
});
