// A call of the phone with the sound of the engine itself: Chromium and Firefox pretend a microphone, the other end of
// the line is a second connection in the page. An engine without WebRTC has stand-ins, as all other tests of the phone.
import {expect} from '@open-wc/testing';
import {createSimulator} from '../../demo/simulator/simulator.js';
import {openPageFarEnd} from '../../demo/simulator/sip/page-audio.js';
import {SipGateway} from '../../demo/simulator/sip/sip-gateway.js';
import {createPhone} from '../../src/browser-calls/phone.js';
import type {Line, Phone} from '../../src/store/phone-port.js';
import {until} from '../elements/support.js';
import {Fixture} from './support.js';

const hasWebRtc = 'RTCPeerConnection' in globalThis;
const AUDIBLE = 0.02;
/** Longer than an audio context needs to start. */
const START_MS = 1000;

/** False where the computer has no device to play on: then Firefox lets no page look at sound, and connections carry it. */
async function canLookAtSound(): Promise<boolean> {
  const context = new AudioContext();
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, START_MS))]);
  const isRunning = context.state === 'running';
  void context.close();
  return isRunning;
}

/** A socket to the simulator of this page. */
function socketTo(sip: () => SipGateway): unknown {
  return class {
    static readonly OPEN = 1;
    readyState = 0;
    onopen: (() => void) | null = null;
    onmessage: ((event: {data: string}) => void) | null = null;
    onclose: (() => void) | null = null;
    #connection: ReturnType<SipGateway['connect']> | undefined;

    constructor() {
      queueMicrotask(() => {
        this.readyState = 1;
        this.#connection = sip().connect({
          send: (data: string) => void setTimeout(() => this.onmessage?.({data})),
          close: () => this.close(),
        });
        this.onopen?.();
      });
    }

    send(text: string): void { this.#connection?.receive(text); }

    close(): void {
      if (this.readyState === 3) return;
      this.readyState = 3;
      queueMicrotask(() => this.onclose?.());
      this.#connection?.lost();
    }
  };
}

if (hasWebRtc) describe('a call with the sound of the engine', () => {
  const {WebSocket, RTCPeerConnection} = globalThis;
  const peers: RTCPeerConnection[] = [];
  const told: string[] = [];
  let phone: Phone;
  const world = createSimulator({
    sip: (context: never, update: () => void) => new SipGateway(context, {openFarEnd: openPageFarEnd, update}),
  } as never);
  const heard = () => (world.sip as SipGateway).calls()[0]!.heard!;

  before(async () => {
    globalThis.WebSocket = socketTo(() => world.sip as SipGateway) as typeof WebSocket;
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...options: ConstructorParameters<typeof RTCPeerConnection>) {
        super(...options);
        peers.push(this);
      }
    };
    phone = createPhone({onConnection() {}, onRefused: ({code}) => told.push(code), onInboundLine() {}, onDevices() {}});
    const account = {authorizationId: '801', password: 'secret', deviceId: '1', username: '16505550100*101', user: world.options.user};
    world.facts.sipAccounts['801'] = account;
    await phone.register({
      authorizationId: '801', password: 'secret', username: account.username, domain: 'sip.ringcentral.com', transport: 'WSS',
      outboundProxy: 'first.example:8083', outboundProxyBackup: 'backup.example:8083',
    }, 'browser');
  });

  after(async () => {
    await phone.unregister();
    Object.assign(globalThis, {WebSocket, RTCPeerConnection});
  });

  /** How many parts of the user's sound have come to the other end. */
  async function receivedParts(): Promise<number> {
    const reports = await Promise.all(peers.map((peer) => peer.getStats()));
    return reports.flatMap((report) => [...report.values()] as {type: string; packetsReceived?: number}[])
      .reduce((most, {type, packetsReceived = 0}) => type === 'inbound-rtp' ? Math.max(most, packetsReceived) : most, 0);
  }

  /** The levels at both ends, and the keys. */
  async function listen(line: Line): Promise<void> {
    await until(() => line.soundLevels().microphone > AUDIBLE, 'the microphone hears');
    await until(() => line.soundLevels().speaker > AUDIBLE, 'the user hears');
    await until(() => heard().peak > AUDIBLE, 'the other end hears');
    await line.mute(true);
    await until(() => heard().peak < 0.001, 'the other end hears nothing');
    const haveCome = (): boolean => heard().digits.endsWith('4#');
    // A page that is busy hears a tone with gaps.
    for (let attempt = 0; attempt < 5 && !haveCome(); attempt++) {
      await line.sendDigits('4#');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(haveCome(), heard().digits).to.equal(true);
  }

  it('is heard at both ends, muted, sent keys, and hung up', async () => {
    const line: Line = phone.call('+16505550101', undefined, {
      onRinging: () => told.push('ringing'), onSound: () => told.push('sound'), onProblem: (problem) => told.push(`problem ${problem?.code}`),
      onEnd: (end) => told.push(`end ${end.by}`),
    });
    await until(() => told.includes('sound'), 'there is sound');
    for (let parts = 0; parts < 20;) parts = await receivedParts();
    if (await canLookAtSound()) await listen(line);
    else await line.sendDigits('4#');
    await line.hangUp();
    expect(told).to.deep.equal(['ringing', 'sound', 'end user']);
    await until(() => (world.sip as SipGateway).calls().length === 0, 'nothing is left');
  });
});
else describe('a call in an engine without WebRTC', () => {
  it('is carried by stand-ins', async () => {
    const page = new Fixture();
    page.install();
    await page.register();
    const line = await page.talk();
    await line.mute(true);
    expect(page.media.live[0]?.enabled).to.equal(false);
    await line.hangUp();
    expect(page.told).to.deep.equal(['connected', 'ringing', 'sound', 'end user']);
    await page.remove();
    expect(page.errors).to.deep.equal([]);
  });
});
