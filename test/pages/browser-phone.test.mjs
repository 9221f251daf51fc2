// Calls of this browser's own phone, with real sound at both ends.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import {canHaveAudio} from '../../demo/simulator/sip/line.js';
import {
  ANSWERED_LONG, NOTHING, act, ask, left, levels, line, page, statusOf, talk, told, until, usePhone, world,
} from './browser-phone/fixture.mjs';

// Where the simulator has no sound, there is nothing to hear.
if (canHaveAudio) describe('calls of this browser as a phone', () => {
  usePhone();

  test('a call out: both ends are heard, hold, mute, keys, another microphone, and the end', async () => {
    await ask('call', ANSWERED_LONG, '+16505550170');
    await told('sound');
    assert.deepEqual(await ask('told'), ['ringing', 'sound']);
    const [call] = world.facts.calls;
    assert.equal(await ask('sessionId'), call.id);
    assert.equal(call.callerId, '+16505550170');
    assert.equal(call.to, ANSWERED_LONG);
    await until('the ring-back tone is heard', async () => (await levels()).speaker > 0.1);
    assert.equal(statusOf(call), 'InProgress');
    world.advance(6000);

    await until('the beep of the page is heard there', () => line().heard.peak > 0.1);
    await until('the page shows that it is heard', async () => (await levels()).microphone > 0.1);

    assert.equal(await act('hold', true), 'done');
    assert.equal(line().isHeld, true);
    await until('silence while held', async () => (await levels()).speaker < 0.01 && line().heard.peak < 0.001);
    assert.equal(await act('hold', false), 'done');
    assert.equal(line().isHeld, false);
    await until('sound after hold', async () => (await levels()).speaker > 0.1 && line().heard.peak > 0.1);

    await act('mute', true);
    await until('a muted page is not heard', async () => line().heard.peak < 0.001 && (await levels()).microphone < 0.01);
    const [firstId] = await ask('microphoneIds');
    const other = (await ask('devices')).microphones.find(({id}) => id !== firstId);
    assert.ok(other.label);
    await ask('choose', {microphone: other.id});
    await until('the other microphone is open', async () => (await ask('microphoneIds')).join() === other.id);
    assert.ok(line().heard.peak < 0.001, 'muted with the other microphone, too');
    // On a busy machine the other end may miss a key.
    await until('the keys are heard', async () => {
      assert.equal(await act('sendDigits', '1#,2'), 'done');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return line().heard.digits.endsWith('1#2');
    });
    await act('mute', false);
    await until('the other microphone is heard', () => line().heard.peak > 0.1);

    await ask('unplug');
    await until('another track is open', async () => (await ask('microphoneIds')).length === 1);
    await until('and is heard', () => line().heard.peak > 0.1);
    await ask('choose', {});

    assert.equal(await act('hangUp'), 'done');
    assert.deepEqual(await ask('told'), ['end user']);
    assert.equal(statusOf(call), 'Finished');
    assert.deepEqual(await left(), NOTHING);
  });

  test('a call that the other party ends', async () => {
    await talk();
    world.hangUp(world.facts.calls.at(-1).id, 'callee');
    await told('end platform');
    assert.deepEqual(await ask('told'), ['ringing', 'sound', 'end platform']);
    assert.deepEqual(await left(), NOTHING);
  });

  test('a call that is given up while it is placed is taken back', async () => {
    for (const waitMs of [0, 20, 60]) {
      await ask('call', ANSWERED_LONG);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      assert.equal(await act('hangUp'), 'done');
      assert.equal((await ask('told')).at(-1), 'end user');
      assert.deepEqual(await left(), NOTHING);
    }
    await until('no call is left', () => world.sip.calls().length === 0);
    await until('all are over', () => world.facts.calls.every((call) => world.statusOf(call.id)?.callerStatus !== 'InProgress'));
  });

  test('calls that are refused say why', async () => {
    const outcomes = {
      '403 Forbidden': 'feature-unavailable',
      '404 Not Found': 'no-such-user callee',
      '486 Busy Here': 'busy callee',
      '503 Service Unavailable': 'server-error',
    };
    for (const [sipInviteStatus, problem] of Object.entries(outcomes)) {
      world.configure({sipInviteStatus});
      await ask('call', ANSWERED_LONG);
      await told(`end failure ${problem}`);
      await ask('told');
    }
    world.configure({sipInviteStatus: null, emergencyAddress: false});
    await ask('call', ANSWERED_LONG);
    await told('end failure feature-unavailable');
    world.configure({emergencyAddress: true});
    await ask('told');
    assert.deepEqual(await left(), NOTHING);
  });

  test('the socket is gone for 20 seconds: the sound goes on, and so does the call', async () => {
    await talk();
    await until('sound', async () => line().heard.peak > 0.1 && (await levels()).speaker > 0.1);
    await ask('told');
    world.sip.dropAll({seconds: 20});
    await told('disconnected');
    await until('sound without a socket', async () => line().heard.peak > 0.1 && (await levels()).speaker > 0.1);
    assert.equal(await act('hold', true), 'offline');
    await until('heard again after the hold that failed', () => line().heard.peak > 0.1);
    world.advance(20_000);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await told('connected');
    assert.equal(await act('hold', true), 'done');
    assert.equal(line().isHeld, true);
    assert.equal(await act('hangUp'), 'done');
    await ask('told');
  });

  test('hang up while the socket is gone ends the sound, and the platform hears of it later', async () => {
    await talk();
    const {id} = world.facts.calls.at(-1);
    world.sip.dropAll({seconds: 20});
    await told('disconnected');
    const hangingUp = act('hangUp');
    await until('the sound is over', async () => isDeepStrictEqual(await left(), NOTHING));
    assert.equal(world.sip.calls().length, 1);
    assert.ok(!(await ask('told')).some((what) => what.startsWith('end')), 'it is not over before the platform knows');
    world.advance(20_000);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await told('end user');
    assert.equal(await hangingUp, 'done');
    assert.deepEqual(world.sip.calls(), []);
    assert.equal(statusOf({id}), 'Finished');
    await ask('told');
  });

  test('a platform that does not answer "hang up" holds nothing up', async () => {
    await talk();
    world.configure({sipByeSilent: true});
    await ask('hurry', 20);
    const hangingUp = act('hangUp');
    await until('the sound is over', async () => isDeepStrictEqual(await left(), NOTHING));
    await told('end lost');
    world.configure({sipByeSilent: false});
    assert.equal(await hangingUp, 'done');
    await ask('hurry', 1);
    await ask('told');
  });

  test('a call to the user is answered here', async () => {
    const {id} = world.ring({from: '+16505550177', fromName: 'Dr: Anna'});
    await told('inbound');
    assert.equal(await ask('sessionId'), id);
    assert.equal(await act('answer'), 'done');
    await told('sound');
    await until('both are heard', async () => line().heard.peak > 0.1 && (await levels()).speaker > 0.1);
    assert.equal(line().sessionId, id);
    assert.equal(await act('hold', true), 'done');
    assert.equal(line().isHeld, true);
    assert.equal(await act('hangUp'), 'done');
    assert.deepEqual(await ask('told'), ['inbound', 'sound', 'end user']);
    assert.deepEqual(await left(), NOTHING);
    assert.equal(world.sip.calls().length, 0);
  });

  test('a call to the user is declined here', async () => {
    const {id} = world.ring({from: '+16505550177'});
    await told('inbound');
    assert.equal(await act('decline'), 'done');
    assert.deepEqual(await ask('told'), ['inbound', 'end user']);
    assert.ok(world.facts.inbound.find((call) => call.id === id).steps.some(({kind}) => kind === 'decline'));
    await until('it rings no longer', () => world.sip.calls().length === 0);
  });

  test('a call to the user is answered elsewhere, or given up', async () => {
    for (const step of ['answer', 'callerHangsUp']) {
      const {id} = world.ring({from: '+16505550177'});
      await told('inbound');
      world.inbound(id)[step]();
      await told('end platform');
      await ask('told');
    }
    assert.deepEqual(await left(), NOTHING);
  });

  test('two calls to the user at once, and one after the other', async () => {
    world.ring({from: '+16505550177'});
    await told('inbound');
    await ask('told');
    const first = await page.evaluateHandle(() => globalThis.line());
    world.ring({from: '+16505550178'});
    await told('inbound');
    assert.equal(await act('answer'), 'done');
    await told('sound');
    await first.evaluate((line) => line.decline());
    assert.equal(world.sip.calls().length, 1);
    assert.equal(await act('hangUp'), 'done');
    assert.deepEqual(await ask('told'), ['inbound', 'sound', 'end user', 'end user']);
    assert.deepEqual(await left(), NOTHING);
  });

  test('a hundred calls leave nothing behind', async () => {
    const before = await ask('made');
    for (let count = 0; count < 100; count++) {
      // Each fifth has sound; the others end in other ways.
      const hasSound = count % 5 === 0;
      world.configure({sipInviteStatus: hasSound ? null : '486 Busy Here'});
      await ask('call', ANSWERED_LONG);
      await told(hasSound ? 'sound' : 'end failure busy callee');
      await levels();
      await act('hangUp');
      await ask('told');
    }
    world.configure({sipInviteStatus: null});
    assert.deepEqual(await ask('made'), before);
    assert.deepEqual(world.sip.calls(), []);
  });
});
