// The engines beside Chromium that the browser tests run in.
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chromeLauncher} from '@web/test-runner';
import puppeteer from 'puppeteer-core';
import {hasWebkit, startWebkit, webkitLauncher} from './webkit-launcher.mjs';

const firefoxPath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

/** A microphone that beeps, which no user has to allow, and sound without a gesture. */
const FAKE_MEDIA = {
  'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0, 'media.autoplay.blocking_policy': 0,
  // Calls between two connections of one page need no network.
  'media.peerconnection.ice.loopback': true,
};

/** For Puppeteer. */
export const firefoxOptions = {
  browser: 'firefox', executablePath: firefoxPath, headless: true, extraPrefsFirefox: FAKE_MEDIA,
};

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
