import {expect} from '@open-wc/testing';
import {Fixture} from './support.js';

describe('the registration of this browser as a phone', () => {
  let page: Fixture;

  beforeEach(() => {
    page = new Fixture();
    page.install();
  });

  afterEach(async () => {
    await page.remove();
    expect(page.errors).to.deep.equal([]);
  });

  it('is made over an encrypted socket, or over a plain one where the platform says so', async () => {
    expect(await page.register()).to.equal('done');
    expect(await page.register({transport: 'WS'})).to.equal('done');
    expect(page.urls).to.deep.equal(['wss://first.example:8083', 'ws://first.example:8083']);
    expect(page.told).to.deep.equal(['connected', 'connected']);
    expect(page.sip.phones().map(({instanceId}) => instanceId)).to.deep.equal(['browser']);
  });

  it('is made over the backup where the proxy does not answer', async () => {
    page.network = 'hang';
    const registering = page.phone.register(page.sipInfo(), 'browser');
    expect(await page.outcome(registering, 4000)).to.equal('pending');
    page.network = 'up';
    expect(await page.outcome(registering, 1000)).to.equal('done');
    expect(page.urls.at(-1)).to.equal('wss://backup.example:8083');
  });

  it('ends in time where the network hangs, is silent, or is not there', async () => {
    for (const [network, code] of [['hang', 'timeout'], ['silent', 'timeout'], ['refuse', 'offline']] as const) {
      page.network = network;
      expect(await page.outcome(page.phone.register(page.sipInfo(), 'browser'), 15_000), network)
        .to.be.oneOf([code, 'offline']);
      await page.clock.advance(60_000);
      expect(page.urls.length, 'no further tries').to.equal(2);
      page.urls.length = 0;
    }
    expect(page.told).to.deep.equal([]);
  });

  it('is renewed before it expires', async () => {
    await page.register();
    await page.clock.advance(300_000);
    expect(page.sip.registrar.find('browser')?.expiresAt).to.be.greaterThan(page.clock.now);
    expect(page.told).to.deep.equal(['connected']);
    expect(page.urls).to.have.length(1);
  });

  it('finds a socket that is silent, and opens another', async () => {
    await page.register();
    page.network = 'silent';
    await page.clock.advance(40_000);
    expect(page.told).to.deep.equal(['connected', 'disconnected']);
    page.network = 'up';
    await page.clock.advance(30_000);
    expect(page.told).to.deep.equal(['connected', 'disconnected', 'connected']);
  });

  it('comes back after a lost socket, with growing pauses, and at once with the network', async () => {
    await page.register();
    page.network = 'refuse';
    page.socket.lose();
    await page.clock.advance(60_000);
    const tries = page.urls.length;
    expect(tries).to.be.within(6, 9);
    expect(new Set(page.urls).size, 'both proxies').to.equal(2);
    page.network = 'up';
    dispatchEvent(new Event('online'));
    await page.clock.advance(0);
    expect(page.urls).to.have.length(tries + 1);
    expect(page.told.at(-1)).to.equal('connected');
  });

  it('is not asked for again once it is refused', async () => {
    await page.register();
    page.world.configure({sipRegisterStatus: '603 Too Many Contacts'});
    await page.clock.advance(31_000);
    expect(page.told.at(-1)).to.equal('refused too-many-phones');
    const tries = page.urls.length;
    await page.clock.advance(120_000);
    expect(page.urls).to.have.length(tries);
  });

  it('survives an error of the platform', async () => {
    await page.register();
    page.world.configure({sipRegisterStatus: '503 Service Unavailable'});
    await page.clock.advance(31_000);
    expect(page.told.at(-1)).to.equal('disconnected');
    page.world.configure({sipRegisterStatus: null});
    await page.clock.advance(16_000);
    expect(page.told.at(-1)).to.equal('connected');
  });

  it('is over at once when it is given back while it is made', async () => {
    page.network = 'hang';
    const registering = page.outcome(page.phone.register(page.sipInfo(), 'browser'), 100);
    expect(await page.outcome(page.phone.unregister())).to.equal('done');
    expect(await registering).to.equal('offline');
    page.network = 'up';
    await page.clock.advance(60_000);
    expect(page.told).to.deep.equal([]);
  });

  it('is made by the last of several attempts, which the earlier ones leave alone', async () => {
    page.network = 'hang';
    const first = page.outcome(page.phone.register(page.sipInfo(), 'browser'), 20_000);
    await page.clock.advance(100);
    page.network = 'up';
    expect(await page.register()).to.equal('done');
    expect(await first).to.equal('offline');
    page.network = 'silent';
    const leaving = page.outcome(page.phone.unregister(), 3000).then(() => { page.network = 'up'; });
    await leaving;
    expect(await page.register()).to.equal('done');
    await page.clock.advance(300_000);
    expect(page.told).to.deep.equal(['connected', 'connected']);
  });

  it('is given back within three seconds, whatever the platform does', async () => {
    await page.register();
    page.network = 'silent';
    expect(await page.outcome(page.phone.unregister(), 3000)).to.equal('done');
  });

  it('is given back when the page goes, and made again when the page comes back', async () => {
    await page.register();
    dispatchEvent(new Event('pagehide'));
    expect(page.sip.phones()).to.deep.equal([]);
    await page.clock.advance(1000);
    expect(page.told).to.deep.equal(['connected', 'disconnected', 'connected']);
    expect(page.sip.phones()).to.have.length(1);
  });

  it('leaves nothing in the page once it is given back', async () => {
    let looks = 0;
    const {enumerateDevices} = page.media;
    page.media.enumerateDevices = () => { looks++; return enumerateDevices(); };
    await page.register();
    page.media.change(['built-in']);
    expect(looks).to.equal(1);
    await page.outcome(page.phone.unregister());
    page.media.change(['headset']);
    dispatchEvent(new Event('pagehide'));
    await page.clock.advance(1000);
    expect(looks).to.equal(1);
    expect(page.told).to.deep.equal(['connected']);
  });

  it('takes what is no message for nothing', async () => {
    await page.register();
    for (const text of ['', '\r\n\r\n', 'hello', 'SIP/2.0 200 OK', 'BYE sip:x\r\nCall-Id: 1\r\n\r\n', 'MESSAGE sip:x SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 MESSAGE\r\n\r\n<Msg>']) {
      page.socket.receive(text);
    }
    await page.clock.advance(0);
    expect(page.told).to.deep.equal(['connected']);
    await page.talk();
    expect(page.told.at(-1)).to.equal('sound');
  });
});
