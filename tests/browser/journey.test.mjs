// Each real document, without a script: uploaded, its organisation chosen, corrected where the page asks, adopted,
// found in the register, written back as .docx and PDF, read again from what was written, published and seen by all.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { newContext, signIn, startBrowser } from './stand/browser.mjs';
import { PROGRAM, startProgram } from './stand/program.mjs';

const run = promisify(execFile);
const here = (path) => new URL(path, import.meta.url).pathname;
const CORPUS = here('../../../shared/corpus');
const TERM = 'до 31.12.2027';

let program, browser, staff, folder;

before(async () => {
  program = await startProgram('--no-examples');
  browser = await startBrowser();
  staff = await signIn(browser, program);
  folder = await mkdtemp(join(tmpdir(), 'otklik-papers-'));
});

after(async () => {
  await browser?.close();
  await program?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function read(file) {
  const { stdout } = await run(PROGRAM, ['read', file, '--json'], { maxBuffer: 64 << 20 });
  return JSON.parse(stdout);
}

async function upload(page, file) {
  await page.goto('/cabinet/import');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Прочитать' }).click();
  await page.waitForURL(/\/cabinet\/drafts\//);
}

async function chooseOrganisation(page, name) {
  const draft = new URL(page.url()).pathname;
  await page.locator('input[name=organisation][value=new]').check();
  await page.getByRole('button', { name: 'Выбрать', exact: true }).click();
  await page.waitForURL(/\/cabinet\/organisations\/new/);
  const typed = page.locator('[name=name]');
  if ((await typed.inputValue()) === '') await typed.fill(name);
  await page.locator('select[name=sector]').selectOption('culture');
  await page.getByRole('button', { name: 'Сохранить' }).first().click();
  await page.waitForURL((url) => url.pathname === draft);
}

// What the page marks as missing is filled in for the first measure, as a person would.
async function correctFirstMeasure(page) {
  const measure = page.locator('#m0');
  await measure.getByText('Исправить').click();
  await measure.locator('input[name=term]').fill(TERM);
  await measure.getByRole('button', { name: 'Сохранить' }).click();
  await page.waitForURL(/done=corrected/);
  assert.match(await page.locator('#m0').innerText(), /31[\s.]+(декабря|12)[\s.]+2027/);
}

async function adopt(page) {
  await page.getByRole('button', { name: 'Принять как план' }).click();
  await page.waitForURL(/\/cabinet\/plans\/[^/?]+\?done=adopted/);
  return new URL(page.url()).pathname.split('/').pop();
}

async function countInRegister(page, plan) {
  let n = 0;
  await page.goto(`/cabinet/register?plan=${plan}`);
  for (;;) {
    const measures = await page.$$eval('main a[href^="/cabinet/measures/"]', (all) => [...new Set(all.map((a) => a.pathname))]);
    n += measures.length;
    const next = page.locator('a[rel=next]');
    if (!(await next.count())) return n;
    await next.click();
  }
}

async function paper(context, plan, format, magic) {
  const answer = await context.request.get(`/cabinet/plans/${plan}/paper?form=plan-457&format=${format}`);
  assert.equal(answer.status(), 200, format);
  const bytes = await answer.body();
  assert.equal(bytes.subarray(0, magic.length).toString('latin1'), magic, `the first bytes of ${format}`);
  const file = join(folder, `${plan}.${format}`);
  await writeFile(file, bytes);
  return read(file);
}

// What nobody has approved yet is approved by the founder's form: the papers of offices seldom carry the block filled in.
async function approve(page, plan) {
  await page.goto(`/cabinet/plans/${plan}/way`);
  const form = page.locator(`form[action="/cabinet/plans/${plan}/approve"]`);
  if ((await form.count()) === 0) return;
  await form.getByLabel('Должность того, кто утвердил').fill('Начальник отдела культуры');
  await form.getByLabel('Фамилия и инициалы').fill('Кузнецова Т.П.');
  await form.getByLabel('Когда утверждён').fill('01.02.2024');
  await form.locator('button[type=submit]').click();
  await page.waitForURL(/done=plan-approved/);
}

async function publish(page, plan) {
  await approve(page, plan);
  await page.goto(`/cabinet/plans/${plan}/publish`);
  const seen = page.getByLabel('Просмотрено: это можно показать всем');
  if ((await seen.count()) > 0) await seen.check();
  await page.locator('main form button[type=submit]').last().click();
  await page.waitForURL(/done=published/);
  await page.getByRole('link', { name: 'Как план видят все' }).click();
  return new URL(page.url()).pathname;
}

async function walkWith(file, name) {
  const n_measures = (await read(file)).measures.length;
  assert.ok(n_measures > 0, `${file} has measures`);
  const context = await newContext(browser, program, { storageState: staff, javaScriptEnabled: false });
  const page = await context.newPage();
  await upload(page, file);
  await chooseOrganisation(page, name);
  await correctFirstMeasure(page);
  const plan = await adopt(page);
  assert.equal(await countInRegister(page, plan), n_measures, 'measures in the register');
  for (const [format, magic] of [['docx', 'PK'], ['pdf', '%PDF-']]) {
    const again = await paper(context, plan, format, magic);
    assert.equal(again.measures.length, n_measures, `measures read back from ${format}`);
  }
  const address = await publish(page, plan);
  const citizen = await newContext(browser, program, { javaScriptEnabled: false });
  const answer = await (await citizen.newPage()).goto(address);
  assert.equal(answer.status(), 200, 'everyone sees the published plan');
  await citizen.close();
  await context.close();
}

test('an example document becomes a plan and papers', () =>
  walkWith(here('../../examples/klubnaya-sistema-plan.docx'), 'Среднеольшанская клубная система'));

test('each real document becomes a plan and papers', async (t) => {
  const seeds = join(CORPUS, 'seeds');
  if (!existsSync(seeds)) return t.skip(`skipped: ${seeds} is not here`);
  for (const name of (await readdir(seeds)).sort()) {
    await t.test(basename(name), () => walkWith(join(seeds, name), `Организация из документа ${name.slice(0, 3)}`));
  }
});

test('what is not a document is refused in words, and nothing is kept', async () => {
  const context = await newContext(browser, program, { storageState: staff, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [name, bytes] of [
    ['empty.docx', Buffer.alloc(0)],
    ['picture.docx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['torn.docx', (await readFile(here('../../examples/muzey-plan.docx'))).subarray(0, 900)],
  ]) {
    await page.goto('/cabinet/import');
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
    await page.getByRole('button', { name: 'Прочитать' }).click();
    assert.match(page.url(), /\/cabinet\/import/, name);
    assert.match(await page.locator('.govuk-error-summary, .govuk-error-message').first().innerText(), /[а-я]{4}/i, name);
  }
  await context.close();
});
