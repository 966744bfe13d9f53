// Every page that links lead to, for a citizen and for staff: accessible, valid, whole at 320 px, silent, nothing from outside.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityFaults } from './stand/checks.mjs';
import { come, holds, opened } from './stand/house.mjs';
import { walk } from './stand/walk.mjs';

// Kinds of pages that must be found by following links; a page nobody can reach is a fault too.
const MUST_REACH = ['/', '/vid?back', '/o/{slug}', '/o/{slug}/plan', '/o/{slug}/score', '/o/{slug}/inspection', '/scores', '/scores/heat'];
// Pages of staff that a list of their own was once forgotten of.
const STAFF_REACH = ['/cabinet/reports/region', '/cabinet/reports/consolidated', '/cabinet/links', '/cabinet/keys', '/cabinet/door'];

const house = opened();

async function checkAll(t, context, starts) {
  const pages = await walk(context, starts);
  for (const { kind, path } of pages) {
    await t.test(`${kind} (${path})`, () => holds(context, path));
  }
  assert.deepEqual(context.outside, [], 'something was asked from outside');
  return pages.map(({ kind }) => kind);
}

test('pages for citizens', async (t) => {
  const context = await come(house);
  // One page of each kind is looked at: of organisations the one that has everything, an inspection too.
  const kinds = await checkAll(t, context, ['/', '/o/mbuk-dk-gorizont']);
  for (const kind of MUST_REACH) assert.ok(kinds.includes(kind), `no link leads to ${kind}; found ${kinds.join(' ')}`);
  await context.close();
});

test('pages for staff', async (t) => {
  const context = await come(house, house.staff);
  const kinds = await checkAll(t, context, ['/cabinet']);
  for (const kind of STAFF_REACH) assert.ok(kinds.includes(kind), `no link leads to ${kind}; found ${kinds.join(' ')}`);
  await context.close();
});

test('a page that is not there says so in Russian', async () => {
  const context = await come(house);
  const page = await context.newPage();
  const answer = await page.goto('/o/net-takoy');
  assert.equal(answer.status(), 404);
  assert.match(await page.locator('h1').innerText(), /[а-я]/i);
  const faults = await accessibilityFaults(page);
  assert.deepEqual(faults, []);
  await context.close();
});
