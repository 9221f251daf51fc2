// The engines beside Chromium that the browser tests run in.
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chromeLauncher} from '@web/test-runner';
import puppeteer from 'puppeteer-core';
import {hasWebkit, startWebkit, webkitLauncher} from './webkit-launcher.mjs';

const firefoxPath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

/** For Puppeteer. */
export const firefoxOptions = {browser: 'firefox', executablePath: firefoxPath, headless: true};

/**
 * `packages`: Debian's.
 * @type {Record<string, {
 *   name: string,
 *   packages: string,
 *   installed(): boolean,
 *   version(): Promise<string>,
 *   launcher(): object,
 * }>}
 */
export const engines = {
  firefox: {
    name: 'Firefox',
    packages: 'firefox-esr',
    installed: () => existsSync(firefoxPath),
    async version() {
      const answer = String(execFileSync(firefoxPath, ['--version']));
      return /[\d.]+\w*/.exec(answer)?.[0] ?? 'of unknown version';
    },
    launcher: () => chromeLauncher({puppeteer, concurrency: 1, launchOptions: firefoxOptions}),
  },
  webkit: {
    name: 'WebKit',
    packages: 'webkit2gtk-driver xvfb',
    installed: hasWebkit,
    async version() {
      const window = await startWebkit();
      await window.close();
      return window.version;
    },
    launcher: webkitLauncher,
  },
};
