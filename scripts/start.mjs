// `npm start`: builds, starts RingCentral's simulator and the demo. PORT changes the demo's port
// (8000); RC_CLIENT_ID and RC_SERVER use a real RingCentral app instead of the simulator;
// SIMULATOR_SPEED=10 makes its calls run ten times faster.
import {startDemoServer} from './demo-server.mjs';
import {run} from './run.mjs';

const port = Number(process.env.PORT ?? 8000);
const speed = Number(process.env.SIMULATOR_SPEED ?? 1);
const {RC_CLIENT_ID, RC_SERVER} = process.env;

function deferred() {
  let resolve;
  const promise = new Promise((done) => { resolve = done; });
  return {promise, resolve};
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  stop(`PORT is "${process.env.PORT}". Give it a number such as 8080.`);
}
if (!(speed > 0)) {
  stop(`SIMULATOR_SPEED is "${process.env.SIMULATOR_SPEED}". Give it a number above 0, such as 10.`);
}
if (RC_SERVER && !RC_CLIENT_ID) {
  stop('RC_SERVER is set but RC_CLIENT_ID is not. Set both to use a RingCentral app, or neither.');
}

const PORT_PROBLEMS = {
  EADDRINUSE: `Port ${port} is taken by another program. Choose another one: PORT=${port + 80} npm start`,
  EACCES: `Port ${port} needs more rights than you have. Choose another one: PORT=8080 npm start`,
};

// The port is taken before the build, so that a taken one is reported at once.
const config = {};
const {promise: ready, resolve: open} = deferred();
let demo;
try {
  demo = await startDemoServer({port, config, ready});
} catch (error) {
  if (error.code in PORT_PROBLEMS) stop(PORT_PROBLEMS[error.code]);
  throw error;
}

console.log('Building…');
if (await run('node', ['scripts/build.mjs', '--fast']) !== 0) process.exit(1);

// Relative, so that it has the page's origin, be that localhost or 127.0.0.1.
const redirectUri = '/rc-redirect.html';
let simulator;
if (RC_CLIENT_ID) {
  const server = RC_SERVER || 'https://platform.ringcentral.com';
  Object.assign(config, {clientId: RC_CLIENT_ID, server, redirectUri});
} else {
  const {startSimulator} = await import('../demo/simulator/server.js');
  const {ALL_SCOPES} = await import('../demo/simulator/options.js');
  const options = {control: true, speed, scopes: ALL_SCOPES};
  // One above the demo's, where it is free: the session of a page outlives a restart only at the
  // same address.
  simulator = await startSimulator({...options, port: demo.port + 1})
    .catch(() => startSimulator({...options, port: 0}));
  Object.assign(config, {clientId: 'demo', server: simulator.url, redirectUri, simulated: true});
}

open();
console.log(`
  Demo        ${demo.url}`);
if (simulator) {
  console.log(`  RingCentral ${config.server} (simulator: no account needed, any call is pretended)

  Ctrl+C stops it.`);
} else {
  console.log(`  RingCentral ${config.server}
  Redirect URI to register with the app: ${demo.url}${redirectUri}

  Ctrl+C stops it.`);
}

async function end() {
  await Promise.all([demo.close(), simulator?.close()]);
  process.exit(0);
}
process.on('SIGINT', end);
process.on('SIGTERM', end);
