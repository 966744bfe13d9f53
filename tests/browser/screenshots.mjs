// Pictures for the README, from the real program with its examples: node screenshots.mjs FOLDER

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newContext, signIn, startBrowser } from './stand/browser.mjs';
import { startProgram } from './stand/program.mjs';
import { walk } from './stand/walk.mjs';

const folder = process.argv[2] ?? new URL('../../docs/screenshots', import.meta.url).pathname;
const CLUBS = 'mauk-sredneolshanskaya-klubnaya-sistema';
const WIDTHS = { desktop: 1280, phone: 390 };

async function shoot(context, name, path, width) {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
  await page.goto(path);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}

await mkdir(folder, { recursive: true });
const program = await startProgram();
const browser = await startBrowser();
try {
  const citizen = await newContext(browser, program);
  const staff = await newContext(browser, program, { storageState: await signIn(browser, program) });
  const page = await staff.newPage();
  await page.goto('/');
  const organisation = await page.locator(`a[href*="klubnaya-sistema"]`).first().getAttribute('href').catch(() => `/o/${CLUBS}`);
  const kinds = await walk(staff, ['/cabinet/import', '/cabinet/plans', '/cabinet']);
  const draft = kinds.find(({ kind }) => kind === '/cabinet/drafts/{id}')?.path;
  await shoot(citizen, 'home', '/', WIDTHS.desktop);
  await shoot(citizen, 'organisation', organisation, WIDTHS.desktop);
  await shoot(staff, 'register', '/cabinet/register', WIDTHS.desktop);
  if (draft) await shoot(staff, 'draft', draft, WIDTHS.desktop);
  await shoot(citizen, 'plan-phone', `${organisation}/plan`, WIDTHS.phone);
  await shoot(staff, 'register-phone', '/cabinet/register', WIDTHS.phone);
} finally {
  await browser.close();
  await program.stop();
}
