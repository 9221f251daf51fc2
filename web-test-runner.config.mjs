import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher, defaultReporter} from '@web/test-runner';
import {a11ySnapshotPlugin} from '@web/test-runner-commands/plugins';
import {chromeArgs, findChrome} from './scripts/browser.mjs';
import {countingReporter, mediaFeaturesPlugin, simulatorPlugin} from './scripts/wtr-plugins.mjs';

const chrome = await findChrome();
const simulator = simulatorPlugin();

export default {
  files: 'test/**/*.test.ts',
  nodeResolve: {exportConditions: ['development']},
  concurrency: 2,
  plugins: [
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url))}),
    a11ySnapshotPlugin(),
    mediaFeaturesPlugin(),
    simulator,
  ],
  browsers: [chromeLauncher({launchOptions: {executablePath: chrome.path, args: chromeArgs}})],
  testFramework: {config: {timeout: 10_000}},
  testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="simulator" content="${simulator.url()}">
  </head>
  <body>
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
