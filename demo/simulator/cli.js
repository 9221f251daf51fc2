import {parseArgs} from 'node:util';
import {inboundScenarios} from './inbound-scenarios.js';
import {ALL_SCOPES} from './options.js';
import {scenarios} from './scenarios.js';
import {startSimulator} from './server.js';

const USAGE = `RingCentral's RingOut API, simulated. No phone rings.

  --port 8001     where to listen; 0 = any free port
  --speed 1       10 = calls run ten times faster
  --host 127.0.0.1
  --control       also serve /simulator/… (options, faults, requests, advance, tokens, hang-up,
                  phone, device, calls, ring, inbound, storm, steer, sockets, frames, drop-sockets, sip,
                  sip-messages, drop-sip, revoke)`;

const {values} = parseArgs({
  options: {
    port: {type: 'string', default: '8001'},
    speed: {type: 'string', default: '1'},
    host: {type: 'string', default: '127.0.0.1'},
    control: {type: 'boolean', default: false},
    help: {type: 'boolean', default: false},
  },
});

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 1;
}

/** @param {string} url */
function printInboundScenarios(url) {
  console.log(`\nCalls to the user: POST {"scenario": "…"} to ${url}/simulator/inbound\n`);
  for (const {name, description} of inboundScenarios) {
    console.log(`${name.padEnd(22)} ${description}`);
  }
}

async function start() {
  const speed = Number(values.speed);
  const port = Number(values.port);
  const isValid = speed > 0 && port >= 0 && port < 65536;
  if (!isValid) return fail('--speed takes a number above 0, --port one from 0 to 65535.');
  try {
    const {host, control} = values;
    const {url} = await startSimulator({port, speed, host, control, scopes: ALL_SCOPES});
    console.log(`${url}\n`);
    for (const {number, name, description} of scenarios) {
      console.log(`${number}  ${name.padEnd(22)} ${description}`);
    }
    if (control) printInboundScenarios(url);
  } catch (error) {
    const {code, message} = /** @type {NodeJS.ErrnoException} */ (error);
    const isPortTaken = code === 'EADDRINUSE';
    fail(isPortTaken ? `Port ${port} is taken. Choose another with --port.` : message);
  }
}

if (values.help) console.log(USAGE);
else await start();
