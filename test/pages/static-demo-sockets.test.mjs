// Sockets of the demo as files: messages to the Service Worker that simulates RingCentral.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {inboundScenarioNamed} from '../../demo/simulator/inbound-scenarios.js';
import {buildDemo} from '../../scripts/build-demo.mjs';
import {launch} from '../support/chromium.mjs';
import {startHost, worldIn} from '../support/static-host.mjs';

/** In the page: subscribes to presence, has somebody call, and returns the callers it hears of. */
async function callersHeard(platform) {
  const post = async (action, body, headers = {}) =>
    (await fetch(platform + action, {method: 'POST', body: JSON.stringify(body), headers})).json();
  const {access_token: token} = await post('simulator/tokens', {});
  const headers = {authorization: `bearer ${token}`};
  const {uri, ws_access_token: ticket} = await post('restapi/oauth/wstoken', {}, headers);
  const socket = new WebSocket(`${uri}?access_token=${ticket}`);
  const subscribe = [
    {type: 'ClientRequest', messageId: '1', method: 'POST', path: '/restapi/v1.0/subscription/'},
    {
      eventFilters: ['/restapi/v1.0/account/~/extension/~/presence?detailedTelephonyState=true'],
      deliveryMode: {transportType: 'WebSocket'},
    },
  ];
  return new Promise((resolve, reject) => {
    socket.onclose = () => reject(new Error('The socket was closed.'));
    socket.onmessage = ({data}) => {
      const [{type, status}, body] = JSON.parse(data);
      if (status !== 200) reject(new Error(data));
      if (type === 'ConnectionDetails') socket.send(JSON.stringify(subscribe));
      if (type === 'ClientRequest') void post('simulator/inbound', {scenario: 'known'});
      if (type === 'ServerNotification') resolve(body.body.activeCalls.map(({from}) => from));
    };
  });
}

describe('sockets of the demo without a server', {timeout: 120_000}, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'static-demo-sockets-'));
  let browser;
  let host;
  before(async () => {
    await buildDemo(folder);
    host = await startHost(folder);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  test('a page hears by its worker that somebody calls', async () => {
    const page = await browser.newPage();
    await page.goto(host.url);
    await page.waitForSelector('[data-world=simulated]', {visible: true});
    await worldIn(page, host.url).configure({scopes: ['WebSocket', 'ReadPresence']});
    assert.deepEqual(await page.evaluate(callersHeard, `${host.url}platform/`),
      [inboundScenarioNamed('known').calls[0].from]);
  });
});
