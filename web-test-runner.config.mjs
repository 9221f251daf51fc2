import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher, defaultReporter} from '@web/test-runner';
import {a11ySnapshotPlugin} from '@web/test-runner-commands/plugins';
import {chromeArgs, fakeMediaArgs, findChrome} from './scripts/browser.mjs';
import {countingReporter, mediaFeaturesPlugin, simulatorPlugin} from './scripts/wtr-plugins.mjs';

const chrome = await findChrome();
const simulator = simulatorPlugin();
const tsconfig = new URL('./tsconfig.json', import.meta.url);

/**
 * Files that run side by side get a window each, with storage, locks and channels of its own. Of the
 * tabs of one window, only the front one gets frames: a test in another would wait for one forever.
 */
const newWindow = async (browser) => (await browser.createBrowserContext()).newPage();

export default {
  files: 'test/**/*.test.ts',
  nodeResolve: {exportConditions: ['development']},
  concurrency: 1,
  plugins: [
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: fileURLToPath(tsconfig)}),
    a11ySnapshotPlugin(),
    mediaFeaturesPlugin(),
    simulator,
  ],
  browsers: [chromeLauncher({
    launchOptions: {executablePath: chrome.path, args: [...chromeArgs, ...fakeMediaArgs]},
    createPage: ({browser}) => newWindow(browser),
  })],
  testFramework: {config: {timeout: 30_000}},
  testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="simulator" content="${simulator.url()}">
    <meta name="walk-factor" content="${process.env.WALK_FACTOR ?? 1}">
  </head>
  <body>
    <script>
      // The window may have served another file before.
      localStorage.clear();
      sessionStorage.clear();
    </script>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`,
  reporters: [defaultReporter(), countingReporter()],
  filterBrowserLogs: ({args}) => !String(args[0]).startsWith('Lit is in dev mode'),
  coverageConfig: {
    include: ['src/**/*.ts'],
    report: true,
    reporters: ['lcovonly', 'text-summary'],
    reportDir: 'coverage',
  },
};
