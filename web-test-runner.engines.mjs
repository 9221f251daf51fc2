// The same browser tests in another engine, firefox or webkit:
// `ENGINE=firefox npx wtr --config web-test-runner.engines.mjs`
import {engines} from './scripts/engines.mjs';
import base from './web-test-runner.config.mjs';

const engine = engines[process.env.ENGINE];
if (!engine) throw new Error(`Set ENGINE to one of ${Object.keys(engines).join(', ')}.`);
if (!engine.installed()) {
  throw new Error(`${engine.name} is not installed. On Debian: apt-get install ${engine.packages}`);
}

export default {...base, browsers: [engine.launcher()]};
