// Plugins of the test runner for our browser tests: RingCentral's simulator, and media features.
import {existsSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {root} from './run.mjs';

/**
 * Starts the simulator beside the runner, on a port of its own, so that every request of a test is
 * a real cross-origin one. Test pages find its URL in `<meta name="simulator">`.
 */
export function simulatorPlugin() {
  const file = new URL('../demo/simulator/server.js', import.meta.url);
  let simulator;
  return {
    name: 'simulator',
    async serverStart() {
      if (!existsSync(file)) return;
      const {startSimulator} = await import(file.href);
      simulator = await startSimulator({port: 0, control: true});
    },
    async serverStop() {
      await simulator?.close();
    },
    url: () => simulator?.url ?? '',
  };
}

/**
 * The command `media-features`: emulates what `emulateMedia()` drops with the Chrome launcher, e.g.
 * `{'forced-colors': 'active', 'prefers-reduced-motion': 'reduce'}`. Answers false in other
 * engines.
 */
export function mediaFeaturesPlugin() {
  const sessions = new WeakMap();
  return {
    name: 'media-features',
    async executeCommand({command, payload, session}) {
      if (command !== 'media-features') return undefined;
      if (session.browser.name !== 'Chrome') return false;
      const page = session.browser.getPage(session.id);
      if (!sessions.has(page)) sessions.set(page, await page.createCDPSession());
      const features = Object.entries(payload).map(([name, value]) => ({name, value}));
      await sessions.get(page).send('Emulation.setEmulatedMedia', {features});
      return true;
    },
  };
}

/** Every test of a file's results, with the names of the suites around it. */
function* testsIn({name, tests, suites}, around = []) {
  const names = name ? [...around, name] : around;
  for (const test of tests) yield {...test, fullName: [...names, test.name].join(' › ')};
  for (const suite of suites) yield* testsIn(suite, names);
}

/**
 * Writes `{passed, failed, failures}` to the file that TEST_COUNTS names, for scripts/test.mjs:
 * two numbers, and what failed, as texts.
 */
export function countingReporter() {
  return {
    onTestRunFinished({sessions}) {
      if (!process.env.TEST_COUNTS) return;
      let passed = 0;
      const failures = [];
      for (const {testFile, testResults, errors} of sessions) {
        const file = path.relative(root, testFile);
        for (const test of testResults ? testsIn(testResults) : []) {
          // A test that does not run proves nothing.
          if (test.passed && !test.skipped) passed++;
          else failures.push(`${file}: ${test.fullName}: ${test.error?.message ?? 'did not run'}`);
        }
        // A file that could not be loaded, or an exception outside of any test.
        if (errors.length) failures.push(`${file}: ${errors[0].message}`);
      }
      const counts = {passed, failed: failures.length, failures};
      writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
    },
  };
}
