// What must hold on every page: accessible, valid, whole at 320 px, silent in the console.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RUSSIAN = require('axe-core/locales/ru.json');

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Indentation of templates is not the reader's concern.
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'long-title': 'off',
    // Hints that fight patterns of govuk-frontend.
    'no-redundant-role': 'off',
    'wcag/h63': 'off',
    'prefer-native-element': 'off',
    'tel-non-breaking': 'off',
    // A list may be named.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // Boxes of one question share a name, as radios do.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    'valid-id': 'off',
    'text-content': 'off',
  },
});

export async function accessibilityFaults(page) {
  // Evaluated by the debugger: a script tag would be refused by the page's own policy, and rightly.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(async (locale) => {
    window.axe.configure({ locale });
    return window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  }, RUSSIAN);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((n) => n.html).join(' | ')}`);
}

export async function markupFaults(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.filter((m) => m.severity === 2).map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`),
  );
}

// Nothing is wider than the window, and no word is broken into a column of letters.
export async function reflowFaults(page) {
  return page.evaluate(() => {
    const faults = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
      const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 1);
      const names = wide.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
      faults.push(`${document.documentElement.scrollWidth} px wide in ${width}: ${names.join(', ')}`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const text = node.textContent.trim();
      const box = node.parentElement.closest('svg, .govuk-visually-hidden, script, style, noscript');
      if (text.length < 6 || box) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter((r) => r.width > 0);
      const lines = new Set(rects.map((r) => Math.round(r.top))).size;
      if (lines > 2 && text.length / lines < 3.5) faults.push(`broken into ${lines} lines: «${text.slice(0, 40)}»`);
    }
    return faults;
  });
}

const WIDTHS = [320, 390, 1280];

// Everything that is wrong with one page: its answer, its markup, its reflow, its accessibility, what it says in the console.
export async function checkPage(context, path) {
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
