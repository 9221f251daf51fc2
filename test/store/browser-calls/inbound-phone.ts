/** A phone in a tab, for calls to the user: what it does there, the simulated platform hears of. */
import type {
  InboundLine, Line, LineEnd, LineListener, Phone, PhoneListener, PhoneProblem, PhoneProvider,
} from '../../../src/store/phone-port.js';
import {PhoneError} from '../../../src/store/phone-port.js';
import type {VirtualBrowser} from '../../support/virtual.js';

const LEVELS = Object.freeze({microphone: 0.5, speaker: 0.25});

export class InboundPhone {
  readonly provider: PhoneProvider;
  readonly #browser: VirtualBrowser;
  readonly #lines = new Set<RingingLine>();
  #listener: PhoneListener | null = null;

  constructor(browser: VirtualBrowser) {
    this.#browser = browser;
    const createPhone = (listener: PhoneListener): Phone => this.#create(listener);
    this.provider = {isPossible: true, load: () => Promise.resolve({createPhone})};
  }

  get isRegistered(): boolean {
    return this.#listener !== null;
  }

  /** The platform rings this phone. `told`: without, nothing says to which session it belongs. */
  ring({id}: {readonly id: string}, told = true): RingingLine {
    const line = new RingingLine(this.#browser, id, told, () => this.#lines.delete(line));
    this.#lines.add(line);
    if (!this.#listener) throw new Error('No phone is registered.');
    this.#listener.onInboundLine(line);
    return line;
  }

  /** The socket is gone, or is back. */
  connect(isConnected: boolean): void {
    this.#listener?.onConnection(isConnected);
  }

  /** The page goes, and there is time to say so. */
  leave(): void {
    for (const line of [...this.#lines]) line.stop();
  }

  #create(listener: PhoneListener): Phone {
    return {
      register: () => {
        this.#listener = listener;
        return Promise.resolve();
      },
      unregister: () => {
        if (this.#listener === listener) this.#listener = null;
        this.leave();
        return Promise.resolve();
      },
      call: (_to, _callerId, call) => callWithSound(call),
      chooseDevices: () => undefined,
    };
  }
}

/** A call of the user, which has sound at once, as RingCentral's have. */
function callWithSound(listener: LineListener): Line {
  queueMicrotask(() => {
    listener.onRinging('s-out');
    listener.onSound();
  });
  const done = () => Promise.resolve();
  return {
    hangUp: () => {
      listener.onEnd({by: 'user'});
      return Promise.resolve();
    },
    hold: done, mute: done, sendDigits: done, soundLevels: () => LEVELS,
  };
}

export class RingingLine implements InboundLine {
  readonly sessionId: string | undefined;
  /** Why the next answer fails. */
  problem: PhoneProblem | null = null;
  /** Until it resolves, the microphone is not there. */
  microphone: Promise<void> = Promise.resolve();
  /** Until it resolves, the platform does not hear of anything. */
  network: Promise<void> = Promise.resolve();
  /** What the page has asked for, in its order. */
  readonly asked: string[] = [];
  readonly #browser: VirtualBrowser;
  readonly #id: string;
  readonly #onOver: () => void;
  #listener: LineListener | null = null;
  #isTalking = false;
  #isOver = false;

  constructor(browser: VirtualBrowser, id: string, told: boolean, onOver: () => void) {
    this.#browser = browser;
    this.#id = id;
    this.#onOver = onOver;
    this.sessionId = told ? id : undefined;
  }

  listen(listener: LineListener): void {
    this.#listener = listener;
  }

  async answer(): Promise<void> {
    this.asked.push('answer');
    await this.microphone;
    if (this.problem) throw new PhoneError(this.problem);
    const isAnswered = !this.#isOver && this.#platform.answer({});
    if (!isAnswered) throw new PhoneError({code: 'not-now'});
    this.#isTalking = true;
    this.#listener?.onSound();
  }

  decline(): Promise<void> {
    return this.#do('decline', () => {
      this.#platform.decline({});
      this.end({by: 'user'});
    });
  }

  hangUp(): Promise<void> {
    return this.#do('hang-up', () => this.stop());
  }

  hold(isOn: boolean): Promise<void> {
    return this.#do(`hold ${isOn}`);
  }

  mute(isOn: boolean): Promise<void> {
    return this.#do(`mute ${isOn}`);
  }

  sendDigits(digits: string): Promise<void> {
    return this.#do(`digits ${digits}`);
  }

  soundLevels() {
    return LEVELS;
  }

  /** The platform ends it, or the phone itself does. */
  end(end: LineEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isTalking = false;
    this.#onOver();
    this.#listener?.onEnd(end);
  }

  tellProblem(problem: PhoneProblem | null): void {
    this.#listener?.onProblem(problem);
  }

  /** As where the page goes: the platform gets to know of it. */
  stop(): void {
    if (this.#isTalking) this.#platform.hangUp({});
    this.end({by: 'user'});
  }

  async #do(name: string, act?: () => void): Promise<void> {
    this.asked.push(name);
    await this.network;
    if (this.problem) throw new PhoneError(this.problem);
    act?.();
  }

  get #platform() {
    return this.#browser.simulator.inbound(this.#id);
  }
}
