import {expect} from '@open-wc/testing';
import type {RcInboundCall} from '../../src/elements/inbound-call/inbound-call.js';
import {TitleMark} from '../../src/elements/inbound-call/notify/title-mark.js';
import {fakeStore, type FakeStore} from '../elements/fake-store.js';
import {byRole, until} from '../elements/support.js';
import {anInbound, anonymous, renderTag, report} from './support.js';

interface Shown {
  readonly title: string;
  readonly options: NotificationOptions;
  onclick: (() => void) | null;
  isClosed: boolean;
}

/** Stands in for the browser's notifications and for a tab that is hidden. */
class StandIn {
  readonly shown: Shown[] = [];
  asked = 0;
  permission: NotificationPermission = 'granted';
  answer: NotificationPermission = 'granted';
  isRefused = false;
  #isHidden = true;
  readonly #original = Object.getOwnPropertyDescriptor(window, 'Notification')!;

  constructor() {
    Object.defineProperty(window, 'Notification', {value: fakeNotifications(this), configurable: true, writable: true});
    Object.defineProperty(document, 'hidden', {get: () => this.#isHidden, configurable: true});
  }

  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden;
    document.dispatchEvent(new Event('visibilitychange'));
  }

  restore(): void {
    Object.defineProperty(window, 'Notification', this.#original);
    Reflect.deleteProperty(document, 'hidden');
  }
}

/** The browser's class, whose answers the stand-in gives. */
function fakeNotifications(standIn: StandIn): unknown {
  return class FakeNotification implements Shown {
    static get permission(): NotificationPermission { return standIn.permission; }
    static async requestPermission(): Promise<NotificationPermission> {
      standIn.asked++;
      return standIn.permission = standIn.answer;
    }
    onclick: (() => void) | null = null;
    isClosed = false;
    constructor(readonly title: string, readonly options: NotificationOptions) {
      if (standIn.isRefused) throw new TypeError('Illegal constructor.');
      standIn.shown.push(this);
    }
    close(): void { this.isClosed = true; }
  };
}

describe('<rc-inbound-call notify>', () => {
  let standIn: StandIn;
  let store: FakeStore;
  let title: string;
  beforeEach(() => {
    standIn = new StandIn();
    store = fakeStore();
    document.title = title = 'Contacts';
  });
  afterEach(() => standIn.restore());

  const render = (properties: Partial<RcInboundCall> = {}): Promise<RcInboundCall> =>
    renderTag(store, {notify: true, ...properties});
  const isMarked = (): boolean => document.title !== title;

  it('tells of a call while the tab is hidden: who, and the queue, without a sound', async () => {
    await render({resolveContact: () => ({name: 'Anna Lee', detail: 'Acme', url: '/secret'})});
    const call = anInbound({queue: 'Sales'});
    report(store, call);
    await until(() => standIn.shown.length === 1, 'it is shown');
    const [{title: who, options}] = standIn.shown as [Shown];
    expect(who).to.equal('Anna Lee');
    expect(options.body).to.equal('Call for Sales');
    expect(options.tag).to.contain(call.key);
    expect(options.silent).to.equal(true);
    expect(document.title).to.equal('☎ Anna Lee – Contacts');
  });

  for (const [what, call, who, body] of [
    ['the number', anInbound({fromName: 'Anna'}), 'Anna', '+1 650 555 0101'],
    ['nothing more', anInbound(), '+1 650 555 0101', ''],
    ['nothing more of an anonymous caller', anonymous(), 'Unknown caller', ''],
  ] as const) {
    it(`says ${what}`, async () => {
      await render();
      report(store, call);
      await until(() => standIn.shown.length === 1, 'it is shown');
      expect([standIn.shown[0]!.title, standIn.shown[0]!.options.body]).to.deep.equal([who, body]);
    });
  }

  for (const [what, end] of [
    ['answered', {phase: 'answered', answeredAt: Date.now()}],
    ['over', {phase: 'missed', endedAt: Date.now()}],
    ['dismissed', null],
  ] as const) {
    it(`closes it, and takes the mark away, when the call is ${what}`, async () => {
      await render();
      const call = anInbound();
      report(store, call);
      await until(() => standIn.shown.length === 1 && isMarked(), 'it is shown');
      if (end) report(store, {...call, ...end});
      else store.dismissInbound(call.key);
      await until(() => standIn.shown[0]!.isClosed, 'it is closed');
      expect(document.title).to.equal(title);
      expect(standIn.shown).to.have.length(1);
    });
  }

  it('closes it when the tag goes, and when notify is taken back', async () => {
    const element = await render();
    report(store, anInbound());
    await until(() => isMarked(), 'the title is marked');
    element.notify = false;
    await element.updateComplete;
    expect(standIn.shown[0]!.isClosed).to.equal(true);
    expect(document.title).to.equal(title);
    element.notify = true;
    await until(() => isMarked(), 'the title is marked');
    element.remove();
    expect(document.title).to.equal(title);
    expect(standIn.shown.every(({isClosed}) => isClosed)).to.equal(true);
  });

  it('shows one for each call only, also while other things change', async () => {
    const element = await render();
    report(store, anInbound({fromName: 'Anna'}));
    report(store, anInbound({fromName: 'Bob'}));
    await until(() => standIn.shown.length === 2, 'both are shown');
    element.target = 'crm';
    await element.updateComplete;
    standIn.setHidden(false);
    standIn.setHidden(true);
    expect(standIn.shown.map(({title: who}) => who).sort()).to.deep.equal(['Anna', 'Bob']);
    expect(document.title).to.equal('☎ Bob – Contacts');
  });

  it('focuses the window on a click', async () => {
    const {focus} = window;
    let focused = 0;
    window.focus = () => focused++;
    try {
      await render();
      report(store, anInbound());
      await until(() => standIn.shown.length === 1, 'it is shown');
      standIn.shown[0]!.onclick!();
      expect(focused).to.equal(1);
      expect(standIn.shown[0]!.isClosed).to.equal(true);
    } finally {
      window.focus = focus;
    }
  });

  it('notifies in the primary document alone; all hidden ones mark their title', async () => {
    await render();
    report(store, anInbound(), false);
    await until(() => isMarked(), 'the title is marked');
    expect(standIn.shown).to.have.length(0);
  });

  it('does neither while the tab is visible, and not without the attribute', async () => {
    standIn.setHidden(false);
    await render();
    report(store, anInbound());
    await until(() => store.inbound.get().length, 'it rings');
    const other = fakeStore();
    standIn.setHidden(true);
    await until(() => isMarked(), 'the title is marked once it is hidden');
    standIn.setHidden(false);
    expect(document.title, 'and as before once it is seen').to.equal(title);
    standIn.setHidden(true);
    store.inbound.set([]);
    await until(() => !isMarked(), 'nobody rings');
    await renderTag(other);
    report(other, anInbound());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isMarked()).to.equal(false);
  });

  it('is asked for from a click in the card alone, while the user has not yet answered', async () => {
    standIn.permission = 'default';
    standIn.setHidden(false);
    const element = await render();
    report(store, anInbound());
    const button = await until(() => byRole(element, 'button', 'Notify me of calls'), 'the button is there');
    await expect(element).to.be.accessible();
    expect(standIn.asked).to.equal(0);
    button.click();
    await until(() => !byRole(element, 'button', 'Notify me of calls'), 'the button is gone');
    expect(standIn.asked).to.equal(1);
  });

  it('is offered by the first of two tags, and not at all where the user has refused', async () => {
    standIn.permission = 'default';
    standIn.setHidden(false);
    const first = await render();
    const second = await render();
    report(store, anInbound());
    await until(() => byRole(first, 'button', 'Notify me of calls'), 'the button is there');
    expect(byRole(second, 'button', 'Notify me of calls')).to.equal(undefined);
    standIn.permission = 'denied';
    first.requestUpdate();
    await first.updateComplete;
    expect(byRole(first, 'button', 'Notify me of calls')).to.equal(undefined);
    standIn.setHidden(true);
    expect(standIn.shown).to.have.length(0);
    expect(isMarked()).to.equal(true);
    store.inbound.set([]);
    await until(() => !isMarked(), 'nobody rings');
  });

  it('rings with when="answer", too, and goes on where a browser refuses notifications', async () => {
    standIn.isRefused = true;
    await render({when: 'answer'});
    report(store, anInbound());
    await until(() => isMarked(), 'the title is marked');
    store.inbound.set([]);
    await until(() => !isMarked(), 'the mark is gone');
  });
});

describe('the mark in the title', () => {
  it('is taken away exactly', () => {
    const element = document.querySelector('title') ?? document.head.appendChild(document.createElement('title'));
    for (const title of ['Contacts', '', '  Contacts\n of  Acme ', '☎ Anna – $& – x']) {
      element.textContent = title;
      const mark = new TitleMark();
      mark.set('Anna');
      mark.set('Anna');
      mark.set('Bob $&');
      expect(document.title.startsWith('☎ Bob $& –')).to.equal(true);
      mark.remove();
      mark.remove();
      expect(element.textContent).to.equal(title);
    }
  });

  it('leaves a title alone that the page has set meanwhile, and takes the mark out of one that has it', () => {
    document.title = 'Contacts';
    const mark = new TitleMark();
    mark.set('Anna');
    document.title = 'Invoices';
    mark.remove();
    expect(document.title).to.equal('Invoices');
    mark.set('Anna');
    document.title = `(2) ${document.title}`;
    mark.remove();
    expect(document.title).to.equal('(2) Invoices');
  });
});
