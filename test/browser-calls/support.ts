/**
 * A page of a phone with no network, no microphone and no time of its own: sockets lead to the
 * simulated platform, sound is pretended, and timers run when a test says so.
 */
import {createSimulator} from '../../demo/simulator/simulator.js';
import {SipGateway} from '../../demo/simulator/sip/sip-gateway.js';
import {createPhone} from '../../src/browser-calls/phone.js';
import type {
  InboundLine, Line, LineListener, Phone, PhoneProblem,
} from '../../src/store/phone-port.js';
import {nextMacrotask} from '../support/real-turns.js';
import type {SipInfo} from '../../src/ringcentral/sip-provision.js';

const TURNS = 10;

/** Lets everything settle that waits for nothing. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await nextMacrotask();
}

interface Timer {readonly at: number; run(): void}

class Clock {
  now = 0;
  #count = 0;
  readonly #timers = new Map<number, Timer>();

  setTimeout = (run: () => void, ms = 0): number => {
    this.#timers.set(++this.#count, {at: this.now + ms, run});
    return this.#count;
  };

  clearTimeout = (id: number): void => { this.#timers.delete(id); };

  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].sort(([, one], [, other]) => one.at - other.at);
      if (!next || next[1].at > end) break;
      this.#timers.delete(next[0]);
      this.now = next[1].at;
      next[1].run();
      await settled();
    }
    this.now = end;
  }
}

class FakeTrack extends EventTarget {
  readyState = 'live';
  enabled = true;
  onended: (() => void) | null = null;

  constructor(readonly deviceId: string) {
    super();
  }

  stop(): void { this.readyState = 'ended'; }

  /** It is pulled out. */
  end(): void {
    this.readyState = 'ended';
    this.onended?.();
  }
}

class FakeMediaDevices extends EventTarget {
  readonly tracks: FakeTrack[] = [];
  /** Of microphones, the system's first. */
  ids = ['built-in', 'headset'];
  /** The next requests end with it. */
  error: string | null = null;
  /** The browser asks, and the user does not answer. */
  prompt: Promise<void> | null = null;

  async getUserMedia({audio}: {audio: true | {deviceId: {exact: string}}}): Promise<unknown> {
    await this.prompt;
    if (this.error) throw new DOMException('', this.error);
    const [systemId] = this.ids;
    const id = audio === true ? systemId : this.ids.find((one) => one === audio.deviceId.exact);
    if (!id) throw new DOMException('', audio === true ? 'NotFoundError' : 'OverconstrainedError');
    const track = new FakeTrack(id);
    this.tracks.push(track);
    return {getAudioTracks: () => [track]};
  }

  enumerateDevices = () => Promise.resolve(
    this.ids.map((deviceId) => ({kind: 'audioinput', deviceId, label: deviceId})),
  );

  get live(): FakeTrack[] {
    return this.tracks.filter(({readyState}) => readyState === 'live');
  }

  change(ids: string[]): void {
    this.ids = ids;
    this.dispatchEvent(new Event('devicechange'));
  }
}

class FakeDtmf extends EventTarget {
  canInsertDTMF = true;
  toneBuffer = '';

  insertDTMF(tones: string): void { this.toneBuffer = tones; }

  /** All are sent. */
  finish(): void {
    this.toneBuffer = '';
    this.dispatchEvent(Object.assign(new Event('tonechange'), {tone: ''}));
  }
}

export class FakePeer {
  static all: FakePeer[] = [];
  /** Nothing is found out about the computer's addresses. */
  static isGathering = false;
  connectionState = 'new';
  iceGatheringState = FakePeer.isGathering ? 'gathering' : 'complete';
  localDescription: {type: string; sdp: string} | null = null;
  readonly remote: string[] = [];
  onconnectionstatechange: (() => void) | null = null;
  readonly dtmf = new FakeDtmf();
  readonly sender = {
    track: null as unknown, dtmf: this.dtmf,
    replaceTrack: (track: unknown) => { this.sender.track = track; return Promise.resolve(); },
  };
  #version = 0;

  constructor() { FakePeer.all.push(this); }

  addTrack(track: unknown): unknown {
    this.sender.track = track;
    return this.sender;
  }

  createOffer = () => Promise.resolve({type: 'offer'});
  createAnswer = () => Promise.resolve({type: 'answer'});

  async setLocalDescription({type}: {type: string}): Promise<void> {
    const lines = ['v=0', `o=- 1 ${++this.#version} IN IP4 0.0.0.0`, 'a=candidate:1', 'a=sendrecv', ''];
    this.localDescription = {type, sdp: lines.join('\r\n')};
    if (type === 'answer') this.become('connected');
  }

  async setRemoteDescription({type, sdp}: {type: string; sdp: string}): Promise<void> {
    if (sdp.includes('nonsense')) throw new DOMException('', 'InvalidAccessError');
    this.remote.push(sdp);
    if (type === 'answer' && !sdp.includes('no way')) this.become('connected');
  }

  become(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close(): void { this.connectionState = 'closed'; }
}

/** The far end's description of its sound; tests change it. */
export const farEnd = {sdp: 'v=0\r\n'};

const openFarEnd = async () => ({
  answer: async () => farEnd.sdp,
  offer: async () => farEnd.sdp,
  accept: async () => {},
  play() {}, close() {},
  heard: () => ({peak: 0, loudest: 0, digits: ''}),
});

type Connection = ReturnType<SipGateway['connect']>;

export class Fixture {
  readonly clock = new Clock();
  readonly media = new FakeMediaDevices();
  /** Of the microphone, as the browser's settings have it. */
  permission: PermissionState = 'granted';
  /** What the phone and its lines told, in order. */
  readonly told: string[] = [];
  /** URLs of the sockets that were opened. */
  readonly urls: string[] = [];
  readonly world = createSimulator({
    sip: (context: never, update: () => void) => new SipGateway(context, {openFarEnd, update}),
    now: () => this.clock.now,
    sleep: (ms: number) => new Promise<void>((resolve) => this.clock.setTimeout(resolve, ms)),
    schedule: (ms: number, action: () => void) => {
      const id = this.clock.setTimeout(action, ms);
      return () => this.clock.clearTimeout(id);
    },
  } as never);
  /** `refuse`: no socket can be opened. `silent`: it opens, and says nothing. */
  network: 'up' | 'refuse' | 'silent' | 'hang' = 'up';
  /** Changes what comes; null = it is lost. */
  filter: (text: string) => string | null = (text) => text;
  /** Changes what goes; null = it is lost. */
  outFilter: (text: string) => string | null = (text) => text;
  readonly errors: unknown[] = [];
  readonly lines: InboundLine[] = [];
  phone!: Phone;
  socket!: {receive(text: string): void; lose(): void};
  #restore: (() => void)[] = [];

  get sip(): SipGateway {
    return this.world.sip as SipGateway;
  }

  install(): void {
    FakePeer.all = [];
    FakePeer.isGathering = false;
    farEnd.sdp = 'v=0\r\n';
    this.#set(globalThis, 'setTimeout', this.clock.setTimeout);
    this.#set(globalThis, 'clearTimeout', this.clock.clearTimeout);
    this.#set(globalThis, 'RTCPeerConnection', FakePeer);
    this.#set(globalThis, 'WebSocket', socketClass(this));
    this.#set(navigator, 'mediaDevices', this.media);
    this.#set(navigator, 'permissions', {query: () => Promise.resolve({state: this.permission})});
    const handleError = (event: PromiseRejectionEvent) => { this.errors.push(event.reason); };
    addEventListener('unhandledrejection', handleError);
    this.#restore.push(() => removeEventListener('unhandledrejection', handleError));
    this.phone = createPhone({
      onConnection: (isConnected) => this.told.push(isConnected ? 'connected' : 'disconnected'),
      onRefused: ({code}) => this.told.push(`refused ${code}`),
      onInboundLine: (line) => {
        this.lines.push(line);
        line.listen(this.listener());
        this.told.push('inbound');
      },
      onDevices: () => {},
    });
  }

  async remove(): Promise<void> {
    const leaving = this.phone.unregister();
    await this.clock.advance(20_000);
    await leaving;
    for (const restore of this.#restore) restore();
  }

  listener = (): LineListener => ({
    onRinging: () => this.told.push('ringing'),
    onSound: () => this.told.push('sound'),
    onProblem: (problem) => this.told.push(`problem ${nameOf(problem)}`),
    onEnd: (end) => this.told.push(`end ${end.by}${end.by === 'failure' ? ` ${nameOf(end.problem)}` : ''}`),
  });

  sipInfo(changes: Partial<SipInfo> = {}): SipInfo {
    const account = {
      authorizationId: '801', password: 'secret', deviceId: '1', username: '16505550100*101',
      user: this.world.options.user,
    };
    this.world.facts.sipAccounts['801'] = account;
    const {authorizationId, password, username} = account;
    return {
      authorizationId, password, username, domain: 'sip.ringcentral.com', transport: 'WSS',
      outboundProxy: 'first.example:8083', outboundProxyBackup: 'backup.example:8083', ...changes,
    };
  }

  async register(changes?: Partial<SipInfo>): Promise<string> {
    return this.outcome(this.phone.register(this.sipInfo(changes), 'browser'));
  }

  /** `done`, or the code that it rejects with; it takes the time that it needs. */
  async outcome(promise: Promise<unknown>, ms = 0): Promise<string> {
    let outcome = 'pending';
    promise.then(() => { outcome = 'done'; }, (error: {problem?: PhoneProblem}) => {
      outcome = error.problem ? nameOf(error.problem) : 'another error';
    });
    await this.clock.advance(ms);
    return outcome;
  }

  /** A call with sound. */
  async talk(to = '+16505550101'): Promise<Line> {
    const line = this.phone.call(to, undefined, this.listener());
    await this.clock.advance(0);
    return line;
  }

  /** Methods and statuses that the phone sent. */
  sent(): string[] {
    return this.sip.messages.filter(({direction}) => direction === 'in')
      .map(({text}) => text.replace(/^SIP\/2.0 /, '').split(' ')[0] ?? '');
  }

  #set(target: object, name: string, value: unknown): void {
    const original = Object.getOwnPropertyDescriptor(target, name);
    Object.defineProperty(target, name, {configurable: true, writable: true, value});
    this.#restore.push(() => {
      if (original) Object.defineProperty(target, name, original);
      else Reflect.deleteProperty(target, name);
    });
  }
}

/** Sockets that lead to the stand-in of the registrar, by the network of the fixture. */
function socketClass(fixture: Fixture): unknown {
  return class {
    static OPEN = 1;
    readyState = 0;
    onopen: (() => void) | null = null;
    onmessage: ((event: {data: string}) => void) | null = null;
    onclose: (() => void) | null = null;
    onerror: (() => void) | null = null;
    #connection: Connection | null = null;

    constructor(url: string) {
      fixture.urls.push(url);
      fixture.socket = {
        receive: (text) => this.onmessage?.({data: text}),
        lose: () => this.#lose(),
      };
      queueMicrotask(() => this.#open());
    }

    #open(): void {
      if (fixture.network === 'hang') return;
      const isAccepted = fixture.network === 'silent' || fixture.sip.accepts();
      if (fixture.network === 'refuse' || !isAccepted) return this.onerror?.();
      this.readyState = 1;
      this.#connection = fixture.sip.connect({
        // Each message is a turn of its own.
        send: (text: string) => void nextMacrotask().then(() => {
          const changed = fixture.network === 'silent' ? null : fixture.filter(text);
          if (changed !== null) this.onmessage?.({data: changed});
        }),
        close: () => this.#lose(),
      });
      this.onopen?.();
    }

    send(text: string): void {
      const changed = fixture.network === 'silent' ? null : fixture.outFilter(text);
      if (changed !== null) this.#connection?.receive(changed);
    }

    #lose(): void {
      if (this.readyState === 3) return;
      this.readyState = 3;
      queueMicrotask(() => this.onclose?.());
    }

    close(): void {
      this.#lose();
      this.#connection?.lost();
    }
  };
}

const nameOf = (problem: PhoneProblem | null): string =>
  problem ? [problem.code, problem.why, problem.leg].filter(Boolean).join(' ') : 'none';
