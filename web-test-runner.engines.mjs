// The same browser tests in Chromium, Firefox and WebKit, for `npm run test:all`.
import {existsSync} from 'node:fs';
import {chromeLauncher} from '@web/test-runner';
import puppeteer from 'puppeteer-core';
import {hasWebkit, webkitLauncher} from './scripts/webkit-launcher.mjs';
import base from './web-test-runner.config.mjs';

const firefoxPath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

const missing = [!existsSync(firefoxPath) && 'firefox-esr', !hasWebkit() && 'webkit2gtk-driver xvfb'].filter(Boolean);
if (missing.length) throw new Error(`Not all engines are here. On Debian: apt-get install ${missing.join(' ')}`);

const firefox = chromeLauncher({
  puppeteer,
  concurrency: 1,
  launchOptions: {browser: 'firefox', executablePath: firefoxPath, headless: true},
});

export default {...base, concurrentBrowsers: 1, browsers: [...base.browsers, firefox, webkitLauncher()]};
