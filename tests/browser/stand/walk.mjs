// Every page that links lead to, one of each kind: a new page is tested without being listed.

// The kind of a page: its path with names and ids taken out, and which questions its address carries.
export function kindOf(url) {
  const { pathname, searchParams } = new URL(url);
  const path = pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/^\/o\/[^/]+/, '/o/{slug}')
    .replace(/^(\/(?:s|a|cabinet\/(?:surveys|blanks|calls|interview)))\/[0-9A-Z]{8}(?=\/|$)/, '$1/{code}')
    .replace(/\/\d+(?=\/|$)/g, '/{n}');
  const keys = [...new Set(searchParams.keys())].sort().join('&');
  return keys ? `${path}?${keys}` : path;
}

// Walks over GET links from the given starts; gives one address of each kind.
export async function walk(context, starts, limit = 160) {
  const page = await context.newPage();
  const found = new Map();
  const queue = [...starts];
  while (queue.length > 0 && found.size < limit) {
    const path = queue.shift();
    const kind = kindOf(new URL(path, 'http://otklik').href);
    if (found.has(kind)) continue;
    found.set(kind, path);
    const answer = await page.goto(path).catch(() => null);
    if (!answer || !(answer.headers()['content-type'] ?? '').includes('text/html')) {
      found.delete(kind);
      found.set(kind, null);
      continue;
    }
    const links = await page.$$eval('a[href]', (all) => all.map((a) => a.href));
    const origin = new URL(page.url()).origin;
    for (const link of links) {
      const to = new URL(link);
      if (to.origin === origin && !/logout|vyhod|exit/.test(to.pathname)) queue.push(to.pathname + to.search);
    }
  }
  await page.close();
  return [...found].filter(([, path]) => path !== null).map(([kind, path]) => ({ kind, path }));
}
