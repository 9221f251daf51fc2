// Plugins of the test runner for our browser tests: RingCentral's simulator, and media features.
import {existsSync, writeFileSync} from 'node:fs';

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

/** Writes `{passed, failed}` to the file that TEST_COUNTS names, for scripts/test.mjs. */
export function countingReporter() {
  return {
    onTestRunFinished({sessions}) {
      if (!process.env.TEST_COUNTS) return;
      const counts = {passed: 0, failed: 0};
      const count = ({tests, suites}) => {
        for (const {passed, skipped} of tests) {
          // A test that does not run proves nothing.
          if (passed && !skipped) counts.passed++;
          else counts.failed++;
        }
        suites.forEach(count);
      };
      for (const session of sessions) {
        if (session.testResults) count(session.testResults);
        // A file that could not be loaded, or an exception outside of any test.
        if (session.errors.length) counts.failed++;
      }
      writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
    },
  };
}
