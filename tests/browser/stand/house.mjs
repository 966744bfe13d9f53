// One beginning for tests of pages: the program, the browser, who is signed in; ended together.
//
// Out goes an object that is filled before the first test: `program`, `browser`, the state of `staff`.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before } from 'node:test';
import { promisify } from 'node:util';
import { newContext, signIn, startBrowser } from './browser.mjs';
import { checkPage } from './checks.mjs';
import { PROGRAM, startProgram } from './program.mjs';

const run = promisify(execFile);

export function opened() {
  const house = { program: null, browser: null, staff: null };
  before(async () => {
    house.program = await startProgram();
    house.browser = await startBrowser();
    house.staff = await signIn(house.browser, house.program);
  });
  after(async () => {
    await house.browser?.close();
    await house.program?.stop();
  });
  return house;
}

// One more person of the house, signed in.
export async function another({ program, browser }, role, name) {
  const { stdout } = await run(PROGRAM, ['user', 'add', name, '--data', program.folder, '--role', role]);
  const path = stdout.match(/\/enter\/[0-9a-f]+/)[0];
  return signIn(browser, { url: program.url, link: program.url + path });
}

// A context of somebody; without a state, of a stranger.
export function come({ program, browser }, storageState, options = {}) {
  return newContext(browser, program, { storageState, ...options });
}

// Everything that must hold on a page, as one assertion.
export async function holds(context, path) {
  const faults = await checkPage(context, path);
  assert.deepEqual(faults, [], `${path}:\n${faults.join('\n')}`);
}
