/** Pages on which calls to the user ring: what they show, and what their users do. */
import '../../../src/store/browser-calls/browser-calls.js';
import '../../../src/store/calls/call-push.js';
import '../../../src/store/inbound/inbound-push.js';
import '../../../src/store/push/push-lead.js';
import type {CallError, Inbound} from '../../../src/store/types.js';
import {VirtualBrowser} from '../../support/virtual.js';
import type {Tab, TabOptions} from '../../support/virtual-tab.js';
import {InboundPhone, type RingingLine} from './inbound-phone.js';

const SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'ReadPresence', 'CallControl', 'VoipCalling'];

export const TALK = ['hang-up', 'hold', 'mute', 'keypad'] as const;

export const newBrowser = (): VirtualBrowser =>
  new VirtualBrowser({scopes: [...SCOPES], simulator: {limits: {auth: null}}});

/** A page whose user has chosen this browser as the phone. */
export class Page {
  readonly tab: Tab;
  readonly phone: InboundPhone;
  readonly #browser: VirtualBrowser;

  private constructor(browser: VirtualBrowser, options: TabOptions) {
    this.#browser = browser;
    this.phone = new InboundPhone(browser);
    this.tab = browser.openTab({sockets: true, phone: this.phone.provider, ...options});
  }

  static async open(
    browser: VirtualBrowser, {isWatched = true, ...options}: TabOptions & {isWatched?: boolean} = {},
  ): Promise<Page> {
    const page = new Page(browser, options);
    const {tab} = page;
    if (isWatched) tab.store.inbound.listen(() => undefined);
    await tab.connect({sdk: tab.platform(), push: 'auto', browserCalls: true});
    tab.store.choose({from: 'browser'});
    await browser.advance(1_500);
    return page;
  }

  get shown(): readonly Inbound[] {
    return this.tab.store.inbound.get();
  }

  /** The newest call. */
  get call(): Inbound {
    return this.shown[0]!;
  }

  /** What this tab can do about the newest call, and where it rings. */
  get marks(): readonly unknown[] {
    const {tab, can} = this.call;
    return [tab, can];
  }

  /** The phases that the page was told of, with what it could do then. */
  get told(): string[] {
    return this.tab.events.flatMap((event) => event.type === 'inbound-change'
      ? [`${event.inbound.phase}: ${event.inbound.can?.join(' ') ?? '-'}`] : []);
  }

  answer(key: string = this.call.key): Promise<CallError | null> {
    return this.#outcomeOf(this.tab.store.answer(key));
  }

  decline(key: string = this.call.key): Promise<CallError | null> {
    return this.#outcomeOf(this.tab.store.decline(key));
  }

  /** Null = it was done. */
  async do(acting: Promise<void>): Promise<CallError | null> {
    return this.#outcomeOf(acting);
  }

  async #outcomeOf(acting: Promise<void>): Promise<CallError | null> {
    const error = await this.#browser.runUntil(
      acting.then(() => null, (thrown: CallError) => thrown));
    await this.#browser.settle();
    return error;
  }
}

/** The first import of the code that loads later takes real time. */
export async function loadParts(): Promise<void> {
  await import('../../../src/store/calls/call-control.js');
  const browser = newBrowser();
  const page = await Page.open(browser);
  for (let turns = 0; turns < 100 && !page.phone.isRegistered; turns++) await browser.settle();
  await browser.close();
}

/** Somebody calls: push tells of it, and it rings on the page. */
export async function ringOn(
  browser: VirtualBrowser, page: Page, scenario = 'ringing',
): Promise<{line: RingingLine; id: string}> {
  const [call] = browser.simulator.playInbound(scenario) as {id: string}[];
  const line = page.phone.ring(call!);
  await browser.advance(1_000);
  return {line, id: call!.id};
}
