// Chromium of the system, without anything that would speak to the network.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [process.env.OTKLIK_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function startBrowser() {
  return chromium.launch({
    executablePath: PLACES.find((place) => place && existsSync(place)),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

// A context that refuses everything but the program itself.
export async function newContext(browser, program, options = {}) {
  const context = await browser.newContext({ locale: 'ru-RU', baseURL: program.url, ...options });
  const outside = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(program.url) || url.startsWith('data:')) return route.continue();
    outside.push(url);
    return route.abort();
  });
  context.outside = outside;
  return context;
}

// A signed-in state for further contexts: the one-time link is used once.
export async function signIn(browser, program) {
  const context = await newContext(browser, program);
  const page = await context.newPage();
  await page.goto(program.link);
  // The link may ask for a press of a button, so that a preview of it does not use it up.
  const button = page.locator('main form button').first();
  if (!new URL(page.url()).pathname.startsWith('/cabinet') && (await button.count())) await button.click();
  await page.waitForURL(/\/cabinet/);
  const state = await context.storageState();
  await context.close();
  return state;
}
