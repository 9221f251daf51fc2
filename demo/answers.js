// Makes the page "What RingCentral answers": records the answers to one call, and shows a report.
import {Follower} from './answers/follow.js';
import {Recorder} from './answers/record.js';
import {idsOf, report} from './answers/report.js';

const recorder = new Recorder(() => showReport());
recorder.watchRequests();

/** In the simulator, the app has them all. */
const SCOPES = ['RingOut', 'ReadAccounts', 'ReadPresence', 'WebSocket', 'CallControl'];

const PROGRESS = {
  'placing': 'The call is being placed.',
  'ringing-caller': 'Your phone rings: answer it.',
  'ringing-callee': 'The other phone rings: answer it.',
  'connected': 'Connected. Hang up after ten seconds.',
};

const progress = document.querySelector('#progress');
const reportField = document.querySelector('#report');
const callButton = document.querySelector('rc-click-to-call');

const {clientId, server: baseServer = '', redirectUri, simulated, why} = await window.RC_DEMO ?? {};
// A world of its own, so that the rest of the demo keeps its scopes.
const needsWorld = simulated && !/\/w\/[^/]+$/.test(baseServer);
const server = needsWorld ? `${baseServer}/w/answers` : baseServer;

async function setUp() {
  if (!clientId) {
    progress.textContent = why ?? 'This copy of the page has no RingCentral. Start it with npm start.';
    return;
  }
  if (simulated) {
    const body = JSON.stringify({scopes: SCOPES});
    await fetch(`${server}/simulator/options`, {method: 'POST', body});
  }
  const session = document.querySelector('rc-session');
  session.setAttribute('server', server);
  session.setAttribute('redirect-uri', redirectUri);
  session.setAttribute('client-id', clientId);
}

function showReport() {
  const circumstances = {
    server: simulated ? 'the simulator' : new URL(server).host,
    browser: navigator.userAgent,
    date: new Date().toISOString().slice(0, 10),
  };
  reportField.value = report(recorder.entries, circumstances);
}

const follower = new Follower(recorder, server);
let hasListened = false;
let hasCalled = false;
let isOver = false;

document.querySelector('#number').addEventListener('input', ({target}) => {
  callButton.to = target.value;
});

document.addEventListener('rc-call-request', (event) => {
  if (hasCalled) return event.refuse('This page places one call. Reload it to place another one.');
  // With a restored session, the first request with a token is that for the call itself.
  if (!recorder.authorization || hasListened) return;
  hasListened = true;
  void follower.listen();
});

document.addEventListener('rc-call-change', async ({detail: {call}}) => {
  if (isOver || call.endedAt) return;
  hasCalled = true;
  progress.textContent = PROGRESS[call.phase] ?? '';
  if (call.id === null) return;
  if (!hasListened) {
    hasListened = true;
    await follower.listen();
  }
  await follower.readSession(call.id);
  if (call.phase !== 'connected') return;
  await follower.readPresence();
  const {ringOutId, sessionIds} = idsOf(recorder.entries);
  for (const id of sessionIds) if (id !== ringOutId) await follower.readSession(id);
});

document.addEventListener('rc-call-end', async ({detail: {call}}) => {
  if (isOver || !hasCalled) return;
  isOver = true;
  // A call that could not be followed may go on: nothing is sent that would act on it.
  if (call.id !== null && call.phase !== 'unconfirmed') {
    progress.textContent = 'The call is over. A few seconds more.';
    await follower.end(call.id);
  }
  follower.close();
  progress.textContent = 'The report is ready.';
});

document.querySelector('#copy').addEventListener('click', async () => {
  reportField.select();
  try {
    await navigator.clipboard.writeText(reportField.value);
    progress.textContent = 'The report was copied.';
  } catch {
    progress.textContent = 'The report is selected: copy it.';
  }
});

await setUp();
