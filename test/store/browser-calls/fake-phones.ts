/**
 * The phones of all tabs of a virtual browser. They keep the promises of the port, and their calls
 * are those of the simulated platform, which tells of them by push.
 */
import {browserCallsPart} from '../../../src/store/browser-calls/lazy-browser-calls.js';
import '../../../src/store/push/push-lead.js';
import {isOver} from '../../../demo/simulator/calls.js';
import {newPrefixedId} from '../../../demo/simulator/telephony/ids.js';
import {
  type Line, type LineEnd, type LineListener, type Phone, PhoneError, type PhoneListener, type PhoneProblem,
  type PhoneProvider,
} from '../../../src/store/phone-port.js';
import type {SipInfo} from '../../../src/ringcentral/sip-provision.js';
import type {Tab, TabOptions, VirtualBrowser} from '../../support/virtual.js';

/** How often a line looks whether the platform has ended it. */
const LOOK_MS = 250;

type PlatformCall = VirtualBrowser['simulator']['facts']['calls'][number];

// Virtual time does not wait for a file that loads.
before(() => browserCallsPart.load());

export class FakePhones {
  /** The code is on the page. */
  isProvided = true;
  isPossible = true;
  isLoading = true;
  registerMs = 300;
  microphoneMs = 200;
  ringMs = 300;
  soundMs = 200;
  actMs = 100;
  /** Absent = the platform tells no id of the session. */
  tellsSession = true;
  registerProblem: PhoneProblem | null = null;
  microphoneProblem: PhoneProblem | null = null;
  inviteProblem: PhoneProblem | null = null;
  actProblem: PhoneProblem | null = null;
  readonly phones: FakePhone[] = [];
  readonly lines: FakeLine[] = [];
  readonly browser: VirtualBrowser;

  constructor(browser: VirtualBrowser) {
    this.browser = browser;
  }

  /** A tab with a phone of its own. */
  open(options: TabOptions = {}): Tab {
    let tab: Tab | null = null;
    const tabOf = () => tab!;
    const createPhone = (listener: PhoneListener): Phone => {
      const phone = new FakePhone(this, tabOf(), listener);
      this.phones.push(phone);
      return phone;
    };
    const isPossible = () => this.isPossible;
    const phone: PhoneProvider = {
      get isPossible() { return isPossible(); },
      load: () => this.isLoading ? Promise.resolve({createPhone}) : Promise.reject(new Error('404')),
    };
    const provided = () => this.isProvided ? options.phone ?? phone : undefined;
    return tab = this.browser.openTab({sockets: true, ...options, get phone() { return provided(); }});
  }

  get registered(): FakePhone[] {
    return this.phones.filter(({isRegistered, tab}) => isRegistered && tab.alive);
  }

  get sounding(): FakeLine[] {
    return this.lines.filter(({hasSound, tab}) => hasSound && tab.alive);
  }

  /** The line whose call the platform takes for running. */
  get talking(): FakeLine[] {
    return this.lines.filter(({isOver: isEnded, tab}) => !isEnded && tab.alive);
  }

  /** The tab dies, and with it its calls: the far end hears nothing more. */
  crash(tab: Tab): void {
    tab.close();
    for (const line of this.lines) if (line.tab === tab) line.die();
  }
}

class FakePhone implements Phone {
  readonly tab: Tab;
  readonly listener: PhoneListener;
  isRegistered = false;
  isGone = false;
  instanceId = '';
  sipInfo: SipInfo | null = null;
  devices: unknown;
  readonly #world: FakePhones;

  constructor(world: FakePhones, tab: Tab, listener: PhoneListener) {
    this.#world = world;
    this.tab = tab;
    this.listener = listener;
  }

  async register(sipInfo: SipInfo, instanceId: string): Promise<void> {
    this.sipInfo = sipInfo;
    this.instanceId = instanceId;
    const {registerProblem, registerMs} = this.#world;
    await this.wait(registerMs);
    if (registerProblem) throw new PhoneError(registerProblem);
    if (this.isGone) throw new PhoneError({code: 'not-now'});
    this.isRegistered = true;
  }

  async unregister(): Promise<void> {
    if (this.isGone) return;
    this.isGone = true;
    for (const line of this.#world.lines) if (line.phone === this) line.end({by: 'user'});
    await this.wait(this.#world.actMs);
    this.isRegistered = false;
  }

  call(to: string, callerId: string | undefined, listener: LineListener): Line {
    const line = new FakeLine(this.#world, this, {to, callerId, listener});
    this.#world.lines.push(line);
    return line;
  }

  chooseDevices(devices: unknown): void {
    this.devices = devices;
  }

  /** RingCentral ends the registration. */
  refuse(problem: PhoneProblem): void {
    this.isRegistered = false;
    this.listener.onRefused(problem);
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#world.browser.schedule(ms, resolve, this.tab));
  }
}

interface Dialed {
  readonly to: string;
  readonly callerId: string | undefined;
  readonly listener: LineListener;
}

class FakeLine implements Line {
  readonly phone: FakePhone;
  readonly dialed: Dialed;
  hasSound = false;
  /** The page has hung up, and the platform has not heard of it yet. */
  isEnding = false;
  isOver = false;
  isHeld = false;
  isMuted = false;
  digits = '';
  call: PlatformCall | null = null;
  readonly #world: FakePhones;

  constructor(world: FakePhones, phone: FakePhone, dialed: Dialed) {
    this.#world = world;
    this.phone = phone;
    this.dialed = dialed;
    void this.#run();
  }

  get tab(): Tab {
    return this.phone.tab;
  }

  /** The far end, or the platform for it. */
  hangUpThere(): void {
    this.#world.browser.simulator.hangUp(this.call!.id, 'callee');
  }

  async hangUp(): Promise<void> {
    this.isEnding = true;
    await this.#act().finally(() => { this.isEnding = false; });
    this.end({by: 'user'});
  }

  async hold(isOn: boolean): Promise<void> {
    await this.#actUp();
    this.isHeld = isOn;
  }

  async mute(isOn: boolean): Promise<void> {
    await this.#actUp();
    this.isMuted = isOn;
  }

  async sendDigits(digits: string): Promise<void> {
    await this.#actUp();
    for (const digit of digits) {
      await this.phone.wait(digit === ',' ? 2_000 : 150);
      if (this.isOver) throw new PhoneError({code: 'not-now'});
      this.digits += digit;
    }
  }

  soundLevels() {
    return {microphone: this.isMuted ? 0 : 0.5, speaker: 0.25};
  }

  end(end: LineEnd): void {
    if (this.isOver) return;
    this.#stop();
    if (end.by === 'user') this.#tellPlatform();
    this.dialed.listener.onEnd(end);
  }

  /** Its tab is gone. */
  die(): void {
    if (this.isOver) return;
    this.#stop();
    this.#tellPlatform();
  }

  #stop(): void {
    this.isOver = true;
    this.hasSound = false;
  }

  #tellPlatform(): void {
    const {simulator} = this.#world.browser;
    if (this.call) simulator.hangUp(this.call.id, 'caller');
  }

  async #act(): Promise<void> {
    const {actMs, actProblem} = this.#world;
    await this.phone.wait(actMs);
    if (actProblem) throw new PhoneError(actProblem);
  }

  async #actUp(): Promise<void> {
    await this.#act();
    if (!this.hasSound) throw new PhoneError({code: 'not-now'});
  }

  async #run(): Promise<void> {
    const {browser: {simulator}, microphoneMs, ringMs, soundMs} = this.#world;
    const {listener} = this.dialed;
    await this.phone.wait(microphoneMs);
    const {microphoneProblem, inviteProblem, tellsSession} = this.#world;
    if (microphoneProblem) return this.end({by: 'failure', problem: microphoneProblem});
    if (this.isOver) return;
    if (!inviteProblem) this.call = this.#place();
    await this.phone.wait(ringMs);
    if (inviteProblem) return this.end({by: 'failure', problem: inviteProblem});
    if (this.isOver) return;
    listener.onRinging(tellsSession ? this.call!.id : undefined);
    await this.phone.wait(soundMs);
    if (this.isOver) return;
    this.hasSound = true;
    listener.onSound();
    while (!this.isOver) {
      if (isOver(this.call!, simulator.now(), simulator.options)) return this.end({by: 'platform'});
      await this.phone.wait(LOOK_MS);
    }
  }

  #place(): PlatformCall {
    const {browser: {simulator}} = this.#world;
    const {to, callerId} = this.dialed;
    const {extensionId, directNumber} = simulator.options.user;
    const randomBelow = (limit: number) => Math.floor(this.#world.browser.random() * limit);
    const digits = (length: number) => Array.from({length}, () => randomBelow(10)).join('');
    const call: PlatformCall = {
      id: newPrefixedId({digits, randomBelow} as Parameters<typeof newPrefixedId>[0]),
      owner: extensionId, to, from: directNumber, callerId: callerId ?? directNumber,
      startedAt: simulator.now(), speed: simulator.options.speed, origin: 'Call', deviceId: 'browser',
    };
    simulator.facts.calls.push(call);
    simulator.configure({});
    return call;
  }
}
