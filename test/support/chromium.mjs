// Chromium for tests that need whole pages: several of them, their headers, their requests.
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import {chromeArgs, findChrome} from '../../scripts/browser.mjs';
import {startDemoServer} from '../../scripts/demo-server.mjs';
import {root} from '../../scripts/run.mjs';

export async function launch(options = {}) {
  const {path: executablePath} = await findChrome();
  return puppeteer.launch({executablePath, headless: true, ...options, args: [...chromeArgs, ...options.args ?? []]});
}

/**
 * Serves the pages of a test beside the built files.
 * @param {Record<string, string>} pages file name → HTML; what stands in the head and body, without a doctype
 * @param {{
 *   headers?: Record<string, string> | ((pathname: string) => Record<string, string>),
 *   folders?: Record<string, string>,
 * }} [options] `folders`: name in the address → folder
 */
export async function servePages(pages, {headers, folders = {}} = {}) {
  const base = mkdtempSync(path.join(tmpdir(), 'pages-'));
  mkdirSync(path.join(base, 'demo'));
  symlinkSync(path.join(root, 'dist'), path.join(base, 'dist'));
  for (const [name, folder] of Object.entries({copy: path.join(root, 'dist/cdn'), ...folders})) {
    symlinkSync(folder, path.join(base, 'demo', name));
  }
  for (const [name, html] of Object.entries(pages)) {
    writeFileSync(path.join(base, 'demo', name), `<!doctype html><html lang="en"><meta charset="utf-8">${html}`);
  }
  const server = await startDemoServer({base, ...(headers && {headers})});
  return {
    url: server.url,
    async close() {
      await server.close();
      rmSync(base, {recursive: true, force: true});
    },
  };
}

/**
 * Records the requests and the problems of a page.
 * @returns {{requests: string[], problems: string[]}} `requests`: paths in order; `problems`:
 *   errors, warnings, failed loads, violations of a policy
 */
export function watch(page) {
  const seen = {requests: [], problems: []};
  page.on('request', (request) => {
    const {pathname} = new URL(request.url());
    if (pathname !== '/favicon.ico') seen.requests.push(pathname);
  });
  page.on('pageerror', (error) => seen.problems.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type()) && !/favicon/.test(message.location().url ?? '')) {
      seen.problems.push(message.text());
    }
  });
  return seen;
}
