// A club worker's telephone: three taps from the personal link to «сделано» with a photo, with a script and without one;
// without a connection nothing is lost, and an answer that got lost doubles nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newContext, signIn, startBrowser } from './stand/browser.mjs';
import { accessibilityFaults, markupFaults, reflowFaults } from './stand/checks.mjs';
import { startProgram } from './stand/program.mjs';

const PHOTO = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082',
  'hex',
);
const TELEPHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const CODE = '4071';

let program, browser, staff, n = 0;

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
  staff = await signIn(browser, program);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// A worker of an organisation with a plan, a measure handed to them; gives their link and the measure.
async function invited() {
  const context = await newContext(browser, program, { storageState: staff });
  const page = await context.newPage();
  await page.goto('/cabinet/register');
  const row = page.locator('main a[href^="/cabinet/measures/"]').nth(n);
  const measure = await row.getAttribute('href');
  const told = await row.evaluate((link) => (link.closest('tr, li, article') ?? link.parentElement).innerText);
  await page.goto(measure);
  const hand = await page.locator('a[href*="/hand?measure="]').getAttribute('href');
  await page.goto(measure);
  const place = (await page.locator('.o-mhead__st .o-soft').innerText()).trim();
  await page.goto('/cabinet/links');
  n += 1;
  await page.locator('input[name=name]').fill(`Работник ${'Аб'.repeat(n)} Номеровна`);
  const places = page.locator('[name=organisation]');
  if ((await places.evaluate((one) => one.tagName)) === 'SELECT') {
    // The list names an organisation shortly, as the register does.
    const plain = (text) => text.replace(/\s+/g, ' ').trim();
    const all = await places.locator('option').evaluateAll((options) => options.map((one) => [one.text, one.value]));
    const [, value] = all.find(([text, own]) => own && plain(told).includes(plain(text))) ?? [];
    assert.ok(value, `«${told}» names one of the places: ${await places.innerText()}`);
    await places.selectOption(value);
  } else await places.fill(place);
  await page.getByRole('button', { name: 'Сделать ссылку' }).click();
  const link = (await page.locator('#link').innerText()).trim();
  const worker = await page.locator('a[href^="/cabinet/links/"]').first().getAttribute('href');
  await page.goto(worker);
  const id = measure.split('/').pop();
  await page.locator(`input[name=measure][value="${id}"]`).check();
  // More than one, so that something is left to do after it.
  for (const other of await page.locator('input[name=measure]').all()) await other.check();
  await page.getByRole('button', { name: 'Сохранить поручения' }).click();
  await context.close();
  assert.ok(hand, 'the page of a measure leads to handing it');
  return { link: new URL(link).pathname, id };
}

// The code is chosen once; later the link alone opens the list.
async function chooseCode(context, link) {
  const page = await context.newPage();
  await page.goto(link);
  await page.locator('#code').fill(CODE);
  await page.locator('#again').fill(CODE);
  await page.locator('main form button').click();
  await page.waitForURL(/\/m$/);
  await page.close();
}

async function photosOf(id) {
  const context = await newContext(browser, program, { storageState: staff });
  const page = await context.newPage();
  await page.goto(`/cabinet/measures/${id}`);
  const [photos, state] = [await page.locator('main img.o-photo').count(), (await page.locator('.o-mhead .o-state').innerText()).replace(/\s+/g, ' ')];
  await context.close();
  return { photos, state };
}

// What a person taps is counted: the link, the camera, «сделано».
class Finger {
  taps = 0;
  constructor(page) {
    this.page = page;
  }
  async open(link) {
    this.taps += 1;
    await this.page.goto(link);
    await this.page.waitForURL(/\/m$/);
  }
  async photograph(id) {
    this.taps += 1;
    const input = this.page.locator(`form[action="/m/measures/${id}/done"] input[type=file]`);
    const [camera] = await Promise.all([this.page.waitForEvent('filechooser'), input.tap()]);
    await camera.setFiles({ name: 'photo.png', mimeType: 'image/png', buffer: PHOTO });
  }
  async done(id) {
    this.taps += 1;
    await this.page.locator(`form[action="/m/measures/${id}/done"] button`).tap();
  }
}

// Somebody new who was given a measure and a link, has chosen a code, and holds the telephone.
async function comeIn(options = {}) {
  const { link, id } = await invited();
  const context = await newContext(browser, program, { ...TELEPHONE, ...options });
  await chooseCode(context, link);
  const page = await context.newPage();
  return { link, id, context, page, finger: new Finger(page) };
}

for (const javaScriptEnabled of [true, false]) {
  test(`link, photo, «сделано»: three taps ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
    const { link, id, context, page, finger } = await comeIn({ javaScriptEnabled });
    await finger.open(link);
    await finger.photograph(id);
    await finger.done(id);
    await page.waitForURL(/done=said-done/);
    assert.ok(finger.taps <= 3, `${finger.taps} taps`);
    assert.match(await page.locator('.govuk-notification-banner').innerText(), /Отмечено: сделано/);
    assert.deepEqual(await photosOf(id), { photos: 1, state: 'Сделано, на проверке' });
    assert.deepEqual(context.outside, []);
    await context.close();
  });
}

test('without a connection the photo waits in the telephone and goes by itself', async () => {
  const { link, id, context, page, finger } = await comeIn();
  await finger.open(link);
  await context.setOffline(true);
  await finger.photograph(id);
  await finger.done(id);
  await page.getByText('лежат в этом телефоне').waitFor();
  assert.equal((await photosOf(id)).photos, 0);
  await context.setOffline(false);
  await page.waitForURL(/done=said-done/);
  assert.equal((await photosOf(id)).photos, 1);
  await context.close();
});

// A report that reached the server while its answer did not reach the telephone; `found` mends the line.
async function withLostAnswer() {
  const { link, id, context, page, finger } = await comeIn();
  await finger.open(link);
  let isLost = true;
  await context.route('**/done', async (route) => {
    if (!isLost) return route.continue();
    await route.fetch({ maxRedirects: 0 });
    return route.abort();
  });
  await finger.photograph(id);
  await finger.done(id);
  await page.getByText('лежат в этом телефоне').waitFor();
  const found = () => {
    isLost = false;
  };
  return { link, id, context, page, found };
}

test('an answer that got lost doubles nothing', async () => {
  const { link, id, context, page, found } = await withLostAnswer();
  assert.equal((await photosOf(id)).photos, 1, 'the server has it already');
  found();
  // The page was closed meanwhile: the next opening sends what waits.
  await page.goto('/m');
  await page.waitForURL(/done=said-done/);
  assert.equal((await photosOf(id)).photos, 1);
  await context.close();
});

test('the last report that waits goes from a page without a form', async () => {
  const { link, id, context, page, found } = await withLostAnswer();
  // The server has it: its page has nothing to fill in any more. At the door nothing goes, and the page says so.
  await page.goto(link.replace(/[^/]+$/, 'neznakomaja'));
  await page.getByText('ещё не ушла').waitFor();
  found();
  await page.goto(`/m/measures/${id}`);
  await page.waitForURL(/done=said-done/);
  assert.equal((await photosOf(id)).photos, 1);
  await context.close();
});

test('pages of a telephone are accessible, valid and whole at 320 px', async () => {
  const { id, context, page } = await comeIn();
  for (const path of ['/m', `/m/measures/${id}`]) {
    const answer = await page.goto(path);
    const faults = await markupFaults(await answer.text());
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      faults.push(...(await reflowFaults(page)).map((fault) => `${width} px: ${fault}`));
    }
    faults.push(...(await accessibilityFaults(page)));
    assert.deepEqual(faults, [], path);
  }
  await context.close();
});
