// What a page with a phone is left for, refused and forbidden.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {canHaveAudio} from '../../demo/simulator/sip/line.js';
import {launch} from '../support/chromium.mjs';
import {
  ANSWERED_LONG, NOTHING, act, ask, left, openInFrame, openPage, page, provision, register, reload, requests, statusOf, talk, told, until, usePhone, world,
} from './browser-phone/fixture.mjs';

// Where the simulator has no sound, there is nothing to hear.
if (canHaveAudio) describe('a page that is a phone', () => {
  usePhone();

  test('the page asks before it is left, and only while there is sound', async () => {
    const asked = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog.accept();
    });
    await reload();
    assert.deepEqual(asked, []);
    await page.click('button');
    await register();
    await talk();
    const call = world.facts.calls.at(-1);
    const endings = requests('BYE');
    await reload();
    assert.deepEqual(asked, ['beforeunload']);
    await until('the platform hears of it', () => world.sip.calls().length === 0);
    assert.equal(requests('BYE'), endings + 1);
    assert.equal(statusOf(call), 'Finished');
    await until('the registration is given back', () => world.sip.phones().length === 0);
  });

  test('a page that is closed in the middle of a call ends it', async () => {
    await register();
    await talk();
    await page.close();
    await until('the platform hears of it', () => world.sip.calls().length === 0);
    assert.deepEqual(world.sip.phones(), []);
    await openPage();
  });

  test('unregistering ends all calls, and gives the registration back', async () => {
    await register();
    await talk();
    world.ring({from: '+16505550177'});
    await told('inbound');
    assert.equal(await ask('unregister'), 'done');
    assert.deepEqual(world.sip.phones(), []);
    assert.deepEqual(await ask('told'), ['ringing', 'sound', 'inbound', 'end user', 'end user']);
    assert.deepEqual(await left(), NOTHING);
    const {steps} = world.facts.inbound.at(-1);
    assert.deepEqual(steps, [], 'a call that rang goes on ringing elsewhere');
    world.inbound().callerHangsUp();
  });

  test('a registrar that has enough phones, refuses, or is not there', async () => {
    world.sip.reset();
    for (const instance of ['1', '2', '3', '4', '5']) assert.equal(await ask('register', await provision(), instance), 'done');
    assert.equal(await ask('register', await provision(), '6'), 'too-many-phones');
    world.sip.reset();

    assert.equal(await ask('register', {...await provision(), password: 'wrong'}, '1'), 'not-now');
    assert.equal(await ask('register', {...await provision(), outboundProxy: 'localhost:9'}, '1'), 'done', 'over the backup');
    const nowhere = {outboundProxy: 'localhost:9', outboundProxyBackup: 'localhost:9'};
    assert.equal(await ask('register', {...await provision(), ...nowhere}, '1'), 'offline');

    assert.equal(await ask('register', await provision(), '1'), 'done');
    world.configure({sipRegisterStatus: '403 Forbidden'});
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await told('refused feature-unavailable');
    world.configure({sipRegisterStatus: null});
    await ask('told');
    // Its policy allows the simulator only.
    await ask('violations').then((violations) => assert.ok(violations.every((one) => one === 'connect-src')));
    await page.evaluate(() => globalThis.violations().splice(0));
  });

  test('a microphone that is not allowed is told, and leaves nothing behind', async (t) => {
    await page.close();
    const denying = await launch({args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny']});
    t.after(() => denying.close());
    await openPage(denying);
    await register();
    await ask('call', ANSWERED_LONG);
    await told('end failure microphone-blocked');
    assert.deepEqual(await left(), NOTHING);
    world.ring({from: '+16505550177'});
    await told('inbound');
    assert.equal(await act('answer'), 'microphone-blocked');
    assert.equal(await act('decline'), 'done');
    assert.deepEqual(await left(), NOTHING);
    await ask('unregister');
  });

  test('a frame needs the permission of its page', async () => {
    for (const [name, outcome] of [
      ['frame', 'end failure microphone-blocked blocked-by-page'], ['frame-allowed', 'sound'],
    ]) {
      await openInFrame(name);
      await register();
      await ask('call', ANSWERED_LONG);
      await told(outcome);
      await ask('unregister');
      assert.deepEqual(await left(), NOTHING);
    }
  });
});
