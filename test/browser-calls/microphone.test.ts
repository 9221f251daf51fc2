import {expect} from '@open-wc/testing';
import {FakePeer, Fixture} from './support.js';

describe('the microphone of a call', () => {
  let page: Fixture;

  beforeEach(async () => {
    page = new Fixture();
    page.install();
    await page.register();
    page.told.length = 0;
  });

  afterEach(async () => {
    await page.remove();
    expect(page.errors).to.deep.equal([]);
    expect(page.media.live).to.deep.equal([]);
  });

  const open = () => page.media.live.map(({deviceId}) => deviceId);
  const sent = () => (FakePeer.all.at(-1)?.sender.track as {deviceId: string}).deviceId;

  for (const [error, code] of [
    ['NotAllowedError', 'microphone-blocked'], ['NotFoundError', 'microphone-missing'],
    ['NotReadableError', 'microphone-missing'], ['AbortError', 'microphone-missing'],
  ] as const) {
    it(`fails with ${error}, and nothing is sent`, async () => {
      page.media.error = error;
      await page.talk();
      expect(page.told).to.deep.equal([`end failure ${code}`]);
      expect(page.sent()).not.to.include('INVITE');
      page.media.error = null;
      await page.talk();
      expect(page.told.at(-1)).to.equal('sound');
    });
  }

  it('is forbidden by the page', async () => {
    Object.defineProperty(document, 'permissionsPolicy', {configurable: true, value: {allowsFeature: () => false}});
    page.media.error = 'NotAllowedError';
    await page.talk();
    Reflect.deleteProperty(document, 'permissionsPolicy');
    expect(page.told).to.deep.equal(['end failure microphone-blocked blocked-by-page']);
  });

  it('is not allowed within a minute, and closed when it comes late', async () => {
    let allow = () => {};
    page.media.prompt = new Promise((resolve) => { allow = resolve; });
    await page.talk();
    await page.clock.advance(59_999);
    expect(page.told).to.deep.equal([]);
    await page.clock.advance(1);
    expect(page.told).to.deep.equal(['end failure microphone-blocked']);
    allow();
    await page.clock.advance(0);
    expect(page.media.tracks).to.have.length(1);
    expect(open()).to.deep.equal([]);
  });

  it('is closed when the call was given up while the browser asked', async () => {
    let allow = () => {};
    page.media.prompt = new Promise((resolve) => { allow = resolve; });
    const line = await page.talk();
    expect(await page.outcome(line.hangUp())).to.equal('done');
    expect(page.told).to.deep.equal(['end user']);
    allow();
    await page.clock.advance(0);
    expect(page.media.tracks).to.have.length(1);
    expect(open()).to.deep.equal([]);
    expect(page.sent()).not.to.include('INVITE');
  });

  it('is the chosen one, or the system’s where that is gone', async () => {
    page.phone.chooseDevices({microphone: 'headset'});
    const line = await page.talk();
    expect(open()).to.deep.equal(['headset']);
    await line.hangUp();
    page.media.ids = ['built-in'];
    await page.talk();
    expect(open()).to.deep.equal(['built-in']);
    expect(page.told.at(-1)).to.equal('sound');
    page.media.change(['built-in', 'headset']);
    await page.clock.advance(0);
    expect(open(), 'the chosen one is back').to.deep.equal(['headset']);
    expect(sent()).to.equal('headset');
  });

  it('is changed during a call, which stays muted', async () => {
    const line = await page.talk();
    await line.mute(true);
    page.phone.chooseDevices({microphone: 'headset'});
    await page.clock.advance(0);
    expect(open()).to.deep.equal(['headset']);
    expect(page.media.live[0]?.enabled).to.equal(false);
    page.phone.chooseDevices({});
    await page.clock.advance(0);
    expect(open()).to.deep.equal(['built-in']);
  });

  it('is pulled out: another one takes its place, and where there is none the user hears of it', async () => {
    await page.talk();
    page.media.ids = ['headset'];
    page.media.live[0]?.end();
    await page.clock.advance(0);
    expect(open()).to.deep.equal(['headset']);
    expect(sent()).to.equal('headset');
    page.media.ids = [];
    page.media.live[0]?.end();
    await page.clock.advance(0);
    page.media.change(['built-in']);
    await page.clock.advance(0);
    expect(open()).to.deep.equal(['built-in']);
    expect(page.told).to.deep.equal(['ringing', 'sound', 'problem microphone-missing', 'problem none']);
  });

  it('is not allowed any more in the middle of a call', async () => {
    await page.talk();
    page.media.error = 'NotAllowedError';
    page.media.live[0]?.end();
    await page.clock.advance(0);
    expect(page.told.at(-1)).to.equal('problem microphone-blocked');
  });

  for (const [title, permission] of [['granted', 'granted'], ['unknown', 'prompt']] as const) {
    it(`is heard again once it is allowed again, which the browser says is ${title}`, async () => {
      const line = await page.talk();
      await line.mute(true);
      page.media.error = 'NotAllowedError';
      page.permission = 'denied';
      page.media.live[0]?.end();
      await page.clock.advance(60_000);
      expect(page.told.at(-1)).to.equal('problem microphone-blocked');
      page.media.error = null;
      page.permission = permission;
      await page.clock.advance(3_000);
      expect(page.media.live).to.have.length(permission === 'granted' ? 1 : 0);
      await line.mute(false);
      await page.clock.advance(0);
      expect(page.told.at(-1)).to.equal('problem none');
      expect(open()).to.deep.equal(['built-in']);
      expect(sent()).to.equal('built-in');
      expect(page.media.live[0]?.enabled).to.equal(true);
    });
  }

  it('cannot be had for a call to the user, which still rings and can be answered later', async () => {
    page.world.ring();
    await page.clock.advance(0);
    page.media.error = 'NotFoundError';
    expect(await page.outcome(page.lines[0]?.answer() as Promise<void>)).to.equal('microphone-missing');
    page.media.error = null;
    expect(await page.outcome(page.lines[0]?.answer() as Promise<void>)).to.equal('done');
    expect(page.told).to.deep.equal(['inbound', 'sound']);
  });
});
