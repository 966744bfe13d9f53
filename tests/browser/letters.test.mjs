// Letters by a real mail server, calendars by a real reader of them: the program is set up in its cabinet as an
// administrator would, and what it sends is read back.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import ICAL from 'ical.js';
import { newContext, signIn, startBrowser } from './stand/browser.mjs';
import { PASSWORD, startMail } from './stand/mail.mjs';
import { startProgram } from './stand/program.mjs';

let mail, program, browser, staff;

before(async () => {
  mail = await startMail();
  const folder = mail.folder;
  await writeFile(join(folder, 'ca.pem'), mail.certificate);
  await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
  process.env.OTKLIK_SMTP_CA = join(folder, 'ca.pem');
  process.env.OTKLIK_SMTP_PASSWORD_FILE = join(folder, 'password');
  program = await startProgram();
  browser = await startBrowser();
  staff = await signIn(browser, program);
  await giveAddress();
});

after(async () => {
  await browser?.close();
  await program?.stop();
  await mail?.stop();
  delete process.env.OTKLIK_SMTP_CA;
  delete process.env.OTKLIK_SMTP_PASSWORD_FILE;
});

// The administrator of a fresh house has no address yet.
async function giveAddress() {
  const context = await newContext(browser, program, { storageState: staff, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/cabinet/people');
  await page.locator('main a[href^="/cabinet/people/0"]').first().click();
  await page.locator('[name=email]').fill('admin@example.org');
  await page.locator('form:has([name=email]) button[type=submit]').first().click();
  await context.close();
}

// Fills the settings of the mail server and presses «Отправить пробное письмо».
async function tryBy(settings) {
  const context = await newContext(browser, program, { storageState: staff, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/cabinet/letters/settings');
  for (const [name, value] of Object.entries(settings)) {
    const field = page.locator(`[name=${name}]`);
    if (name === 'security') await field.selectOption(value);
    else await field.fill(value);
  }
  await page.getByRole('button', { name: 'Сохранить почту' }).click();
  assert.match(page.url(), /done=kept/, await page.locator('main').innerText());
  await page.getByRole('button', { name: 'Отправить пробное письмо' }).click();
  const text = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
  assert.ok(!(await page.content()).includes(PASSWORD), 'a password is never shown');
  await context.close();
  return text;
}

const own = (port) => ({
  host: 'localhost',
  port: String(port),
  user: 'otklik',
  sender: 'otklik@example.org',
  sender_name: 'Управление культуры «Луговое»',
});

test('a trial letter reaches a server that asks for STARTTLS and a password', async () => {
  const said = await tryBy({ ...own(mail.startTlsPort), security: 'starttls' });
  assert.match(said, /Пробное письмо ушло/);
  const letter = await mail.next();
  assert.equal(letter.session.secure, true);
  assert.equal(letter.parsed.subject, 'Отклик: пробное письмо');
  assert.equal(letter.parsed.from.value[0].address, 'otklik@example.org');
  assert.equal(letter.parsed.from.value[0].name, 'Управление культуры «Луговое»');
  assert.equal(letter.parsed.to.value[0].address, 'admin@example.org');
  assert.match(letter.parsed.text, /Это пробное письмо/);
  assert.match(letter.parsed.html, /<p>Это пробное письмо/);
  assert.equal(letter.parsed.headers.get('auto-submitted'), 'auto-generated');
  const head = letter.raw.slice(0, letter.raw.indexOf('\r\n\r\n'));
  assert.ok(head.split('\r\n').every((line) => line.length <= 78), head);
});

test('a trial letter reaches a server that speaks TLS from the first byte', async () => {
  assert.match(await tryBy({ ...own(mail.tlsPort), security: 'tls' }), /Пробное письмо ушло/);
  assert.equal((await mail.next()).session.secure, true);
});

test('a server on this machine needs neither TLS nor a password', async () => {
  assert.match(await tryBy({ ...own(mail.openPort), security: 'none', user: '' }), /Пробное письмо ушло/);
  assert.equal((await mail.next()).session.secure, false);
});

test('what does not go says why, and what to look at', async () => {
  for (const [settings, expected] of [
    [{ ...own(mail.startTlsPort), security: 'starttls', user: 'somebody' }, /не принял имя или пароль/],
    [{ ...own(1), security: 'none', user: '' }, /недоступен: проверьте имя, порт/],
    [{ ...own(mail.tlsPort), host: '127.0.0.2', security: 'tls' }, /договориться о шифровании|недоступен/],
    [{ ...own(mail.refusingPort), security: 'none', user: '' }, /не принял письмо/],
  ]) {
    const said = await tryBy(settings);
    assert.match(said, /Письмо не ушло/);
    assert.match(said, expected);
  }
  assert.equal(mail.waiting(), 0);
});

test('calendars are read by a reader of calendars', async () => {
  const context = await newContext(browser, program, { storageState: staff });
  const page = await context.newPage();
  await page.goto('/');
  const plan = await page.locator('a[href^="/o/"]').first().getAttribute('href');
  await page.goto('/cabinet/me/letters');
  const own = await page.locator('#link').innerText();
  for (const [path, least] of [[`${plan}/plan/calendar.ics`, 1], [new URL(own).pathname, 0]]) {
    const answer = await context.request.get(path);
    assert.equal(answer.status(), 200, path);
    assert.match(answer.headers()['content-type'], /^text\/calendar/);
    const bytes = await answer.body();
    for (const line of bytes.toString('utf8').split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')));
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    assert.ok(events.length >= least, path);
    assert.equal(new Set(events.map((event) => event.uid)).size, events.length, 'names are different');
    for (const event of events) {
      assert.ok(event.startDate.isDate && event.endDate.isDate, event.summary);
      assert.equal(event.endDate.subtractDate(event.startDate).days >= 1, true, event.summary);
    }
  }
  await context.close();
});

test('news are read by a reader of XML', async () => {
  const context = await newContext(browser, program);
  const page = await context.newPage();
  await page.goto('/');
  const href = await page.locator('link[rel=alternate][type="application/atom+xml"]').getAttribute('href');
  const told = await page.evaluate(async (address) => {
    const text = await (await fetch(address)).text();
    const feed = new DOMParser().parseFromString(text, 'application/xml');
    const links = [...feed.querySelectorAll('link')].map((link) => link.getAttribute('href'));
    return { fault: feed.querySelector('parsererror')?.textContent, n: feed.querySelectorAll('entry').length, links };
  }, href);
  assert.equal(told.fault, undefined);
  assert.ok(told.n > 0);
  assert.ok(told.links.every((link) => /^https?:\/\//.test(link)), told.links.join(' '));
  await context.close();
});
