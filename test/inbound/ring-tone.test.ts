// The ring tone of <rc-inbound-call ring>: when it is heard, and when it stops.
import {expect} from '@open-wc/testing';
import type {RcInboundCall} from '../../src/elements/inbound-call/inbound-call.js';
import type {Inbound} from '../../src/store/types.js';
import {fakeStore, type FakeStore} from '../elements/fake-store.js';
import {byRole, later, until} from '../elements/support.js';
import {anInbound, renderTag, report} from './support.js';

/** Stands in for the page's audio, and for whether the user has touched the page. */
class Audio {
  /** Contexts that play. */
  playing = 0;
  started = 0;
  isTouched = true;
  readonly #context = Object.getOwnPropertyDescriptor(window, 'AudioContext')!;

  constructor() {
    const count = (change: number): void => {
      this.playing += change;
      this.started += Math.max(change, 0);
    };
    const param = {value: 0, setValueAtTime() {}, setTargetAtTime() {}};
    class FakeContext {
      readonly currentTime = 0;
      readonly state = 'running';
      readonly destination = {};
      createGain = (): unknown => ({gain: param, connect: (next: unknown) => next});
      createOscillator = (): unknown => ({
        frequency: param, connect: (next: unknown) => next, start: () => count(1),
      });
      async close(): Promise<void> { count(-1); }
    }
    Object.defineProperty(window, 'AudioContext', {value: FakeContext, configurable: true, writable: true});
    Object.defineProperty(navigator, 'userActivation', {get: () => ({hasBeenActive: this.isTouched}), configurable: true});
  }

  restore(): void {
    Object.defineProperty(window, 'AudioContext', this.#context);
    Reflect.deleteProperty(navigator, 'userActivation');
  }
}

const RINGS: Partial<Inbound> = {can: ['answer', 'decline'], tab: 'this'};

describe('<rc-inbound-call ring>', () => {
  let audio: Audio;
  let store: FakeStore;
  beforeEach(() => {
    audio = new Audio();
    store = fakeStore();
  });
  afterEach(() => audio.restore());

  const render = (properties: Partial<RcInboundCall> = {}): Promise<RcInboundCall> =>
    renderTag(store, {ring: true, ...properties});
  /** Long enough for code that would load. */
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
  async function rings(properties: Partial<RcInboundCall> = {}): Promise<{element: RcInboundCall; call: Inbound}> {
    const element = await render(properties);
    const call = anInbound(RINGS);
    report(store, call);
    await until(() => audio.playing === 1, 'it rings');
    return {element, call};
  }

  it('rings while a call rings in this tab, once, and stops with it', async () => {
    const {element, call} = await rings();
    element.requestUpdate();
    await element.updateComplete;
    expect([audio.playing, audio.started]).to.deep.equal([1, 1]);
    report(store, {...call, phase: 'missed', endedAt: Date.now(), can: []});
    await element.updateComplete;
    expect(audio.playing).to.equal(0);
    report(store, anInbound(RINGS));
    await until(() => audio.playing === 1, 'the next one rings');
  });

  for (const [reason, properties, change] of [
    ['the page does not want it', {ring: false}, {}],
    ['the call rings in another tab', {}, {tab: 'other'}],
    ['only a phone rings', {}, {tab: undefined}],
    ['the call was answered', {}, {phase: 'answered', answeredAt: Date.now()}],
  ] as const) {
    it(`is silent where ${reason}`, async () => {
      await render(properties);
      const {tab, ...call} = anInbound({...RINGS, ...change} as Partial<Inbound>);
      report(store, {...call, ...tab && {tab}});
      await pause();
      expect(audio.started).to.equal(0);
    });
  }

  for (const name of ['Answer', 'Decline']) {
    it(`stops at once with "${name}", before RingCentral has done it`, async () => {
      const {element} = await rings();
      store.acting = new Promise(() => undefined);
      await later(900, () => byRole(element, 'button', name)!.click());
      await element.updateComplete;
      expect(audio.playing).to.equal(0);
    });
  }

  it('waits for the first touch of the page, while it rings', async () => {
    audio.isTouched = false;
    const element = await render();
    const call = anInbound(RINGS);
    report(store, call);
    await pause();
    expect(audio.started).to.equal(0);
    document.dispatchEvent(new PointerEvent('pointerup'));
    expect(audio.playing).to.equal(1);
    report(store, {...call, phase: 'ended', endedAt: Date.now(), can: []});
    await element.updateComplete;
    document.dispatchEvent(new PointerEvent('pointerup'));
    expect([audio.playing, audio.started]).to.deep.equal([0, 1]);
  });

  it('rings by one tag of the account', async () => {
    await rings();
    await render();
    await pause();
    expect(audio.started).to.equal(1);
  });

  it('stops when the page takes it back, or the tag away', async () => {
    const {element} = await rings();
    element.ring = false;
    await element.updateComplete;
    expect(audio.playing).to.equal(0);
    element.ring = true;
    await element.updateComplete;
    expect(audio.playing).to.equal(1);
    element.remove();
    expect(audio.playing).to.equal(0);
  });

  it('rings without a card, too', async () => {
    await rings({when: 'answer'});
  });
});
