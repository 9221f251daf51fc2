import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {announceCalls, announceSentence, isCallShown} from '../../src/elements/internal/announcer.js';
import {callError} from '../../src/store/call-error.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {until} from './support.js';

/** Every live region of the page, through all shadow roots. */
function liveRegions(root: ParentNode = document): Element[] {
  return Array.from(root.querySelectorAll('*')).flatMap((element) => [
    ...element.matches('[role=status], [role=alert], [aria-live]') ? [element] : [],
    ...element.shadowRoot ? liveRegions(element.shadowRoot) : [],
  ]);
}

/** Only what is rendered, and not inert, takes the focus: the browser itself says so. */
function canBeReached(region: Element): boolean {
  const probe = document.createElement('span');
  probe.tabIndex = -1;
  region.before(probe);
  probe.focus({preventScroll: true});
  const isReached = (probe.getRootNode() as ShadowRoot).activeElement === probe;
  probe.remove();
  return isReached;
}

const heardTexts = (): string[] =>
  liveRegions().filter((region) => region.textContent && canBeReached(region)).map(({textContent}) => textContent ?? '');

const untilHeard = (sentence: string): Promise<boolean> =>
  until(() => heardTexts().includes(sentence), `"${sentence}" is heard`);

/** What the region says from now on, change by change. */
function recordTexts(region: Element): string[] {
  const texts: string[] = [];
  new MutationObserver(() => texts.push(region.textContent ?? ''))
    .observe(region, {childList: true, characterData: true, subtree: true});
  return texts;
}

const pageRegion = (): Element => liveRegions().find((region) => !(region.getRootNode() as ShadowRoot).host?.localName.startsWith('rc-'))!;

async function renderPanel(store: FakeStore): Promise<{wrapper: HTMLElement; panel: RcCallStatus}> {
  const wrapper = await fixture<HTMLElement>(html`<div><rc-call-status account=${store.account}></rc-call-status></div>`);
  return {wrapper, panel: wrapper.querySelector('rc-call-status')!};
}

function openDialog(root: Node = document.body): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  root.appendChild(dialog).append('Modal');
  dialog.showModal();
  return dialog;
}

function coverPage(): HTMLElement {
  const overlay = document.createElement('div');
  overlay.style.cssText = 'position:fixed;inset:0;background:white;z-index:9';
  document.body.append(overlay);
  return overlay;
}

const HIDDEN_BY: readonly (readonly [string, (wrapper: HTMLElement) => Element | void])[] = [
  ['display: none', ({style}) => void (style.display = 'none')],
  ['a drawer moved out sideways', ({style}) => void (style.cssText = 'position:fixed;right:0;width:300px;transform:translateX(100%)')],
  ['visibility: hidden', ({style}) => void (style.visibility = 'hidden')],
  ['opacity: 0', ({style}) => void (style.opacity = '0')],
  ['a height of 0', ({style}) => void (style.cssText = 'height:0;overflow:hidden')],
  ['clip-path', ({style}) => void (style.clipPath = 'inset(100%)')],
  ['left: -9999px', ({style}) => void (style.cssText = 'position:absolute;left:-9999px')],
  ['inert', (wrapper) => void (wrapper.inert = true)],
  ['closed details', (wrapper) => {
    const details = document.createElement('details');
    wrapper.replaceWith(details);
    details.append(wrapper);
    return details;
  }],
  ['a modal dialog in front', () => openDialog()],
  ['an opaque overlay', () => coverPage()],
  ['a scroll position', ({style}) => void (style.cssText = 'position:absolute;top:9999px')],
];

const RINGING = aCall('ringing-caller');

describe('announcements and panels', () => {
  let cleanUp: Element | void;

  beforeEach(() => {
    for (const region of liveRegions()) region.textContent = '';
  });

  afterEach(() => {
    cleanUp?.remove();
    cleanUp = undefined;
  });

  it('take a panel in view for shown, also in a shadow root, and speak through it', async () => {
    const store = fakeStore();
    const {panel} = await renderPanel(store);
    expect(isCallShown(store, RINGING)).to.equal(true);
    announceSentence(store, 'One.');
    await untilHeard('One.');
    expect(panel.shadowRoot!.querySelector('[role=status]')!.textContent).to.equal('One.');

    const host = await fixture<HTMLElement>(html`<div></div>`);
    host.attachShadow({mode: 'open'}).append(panel);
    expect(isCallShown(store, RINGING)).to.equal(true);
    cleanUp = coverPage();
    expect(isCallShown(store, RINGING)).to.equal(false);
  });

  for (const [name, hide] of HIDDEN_BY) {
    it(`are heard, and the panel does not count as shown, if it is hidden by ${name}`, async () => {
      const store = fakeStore();
      const {wrapper} = await renderPanel(store);
      expect(isCallShown(store, RINGING)).to.equal(true);
      cleanUp = hide(wrapper);
      expect(isCallShown(store, RINGING)).to.equal(false);
      announceSentence(store, 'Heard.');
      await untilHeard('Heard.');
      expect(heardTexts()).to.deep.equal(['Heard.']);
    });
  }

  it('take a panel beside a shown one for shown', async () => {
    const store = fakeStore();
    const {wrapper} = await renderPanel(store);
    wrapper.inert = true;
    expect(isCallShown(store, RINGING)).to.equal(false);
    const {panel} = await renderPanel(store);
    expect(isCallShown(store, RINGING)).to.equal(true);
    announceSentence(store, 'Beside.');
    await untilHeard('Beside.');
    expect(panel.shadowRoot!.querySelector('[role=status]')!.textContent).to.equal('Beside.');
  });

  it('take a panel of a single call for shown with this call alone', async () => {
    const store = fakeStore();
    store.calls.set([RINGING, aCall('ringing-callee')]);
    const {panel} = await renderPanel(store);
    panel.callId = RINGING.id!;
    await panel.updateComplete;
    expect(isCallShown(store, RINGING)).to.equal(true);
    expect(isCallShown(store, store.calls.get()[1]!)).to.equal(false);
  });

  it('say that a cancel failed, also where another tab noticed it', async () => {
    const store = fakeStore();
    announceCalls(store);
    const call = aCall('canceling');
    store.calls.set([call]);
    store.calls.set([{...call, cancelFailed: true}]);
    const sentence = 'RingCentral has not canceled the call. To end the call, hang up your phone.';
    await untilHeard(sentence);
    store.calls.set([{...call, cancelFailed: true, stale: true}]);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(heardTexts()).to.deep.equal([sentence]);
  });
});

describe('a call whose request meets a session that is over', () => {
  beforeEach(() => {
    for (const region of liveRegions()) region.textContent = '';
  });

  it('is not said to go on at a phone, to the ear or to the eye', async () => {
    const store = fakeStore();
    const {panel} = await renderPanel(store);
    const call = aCall('placing', {id: null});
    store.calls.set([call]);
    store.setSession('expired');
    store.change(call.key, {stale: true});
    await panel.updateComplete;
    expect(panel.shadowRoot!.textContent).not.to.contain('phone.');
    store.change(call.key, {phase: 'failed', stale: false, error: callError('session-expired'), endedAt: Date.now()});
    await untilHeard('You were signed out. Sign in and try again.');
  });
});

describe('the live region of the page', () => {
  beforeEach(() => {
    for (const region of liveRegions()) region.textContent = '';
  });

  it('is there, and empty, before it speaks', async () => {
    const store = fakeStore();
    (pageRegion()?.getRootNode() as ShadowRoot | undefined)?.host.remove();
    announceCalls(store);
    expect(pageRegion().textContent).to.equal('');
    (pageRegion().getRootNode() as ShadowRoot).host.remove();
    announceSentence(store, 'Late.');
    const region = pageRegion();
    await Promise.resolve();
    expect(region.textContent).to.equal('');
    await untilHeard('Late.');
    expect(region.textContent).to.equal('Late.');
  });

  it('says the same sentence anew', async () => {
    const store = fakeStore();
    announceSentence(store, 'Anna is busy.');
    await untilHeard('Anna is busy.');
    const texts = recordTexts(pageRegion());
    announceSentence(store, 'Anna is busy.');
    await until(() => texts.length === 2, 'it speaks again');
    expect(texts).to.deep.equal(['', 'Anna is busy.']);
  });

  it('is in the topmost modal dialog, and again in the page when that is closed', async () => {
    const store = fakeStore();
    announceCalls(store);
    const upper = document.createElement('dialog');
    document.body.prepend(upper);
    const lower = openDialog();
    upper.showModal();
    try {
      announceSentence(store, 'In front.');
      await untilHeard('In front.');
      expect(upper.contains((pageRegion().getRootNode() as ShadowRoot).host)).to.equal(true);
      upper.close();
      announceSentence(store, 'Behind.');
      await untilHeard('Behind.');
      expect(lower.contains((pageRegion().getRootNode() as ShadowRoot).host)).to.equal(true);
      lower.close();
      announceSentence(store, 'Page.');
      await untilHeard('Page.');
      expect(document.querySelectorAll('dialog [data-rc-ignore]').length).to.equal(0);
    } finally {
      upper.remove();
      lower.remove();
    }
  });

  it('is in a modal dialog of a component\'s shadow root, around slots or not', async () => {
    const store = fakeStore();
    const host = await fixture<HTMLElement>(html`<div><p>Slotted</p></div>`);
    const dialog = document.createElement('dialog');
    host.attachShadow({mode: 'open'}).append(dialog);
    dialog.append(document.createElement('slot'));
    dialog.style.cssText = 'inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;border:0;padding:0';
    host.querySelector<HTMLElement>('p')!.style.cssText = 'margin:0;height:100vh';
    dialog.showModal();
    announceSentence(store, 'Shadow.');
    await untilHeard('Shadow.');
    expect((pageRegion().getRootNode() as ShadowRoot).host.parentNode === dialog).to.equal(true);
  });

  it('is made anew where a library has hidden it from screen readers, as it opened a dialog', async () => {
    const store = fakeStore();
    announceSentence(store, 'Page.');
    await untilHeard('Page.');
    const pageHost = (pageRegion().getRootNode() as ShadowRoot).host;
    pageHost.ariaHidden = 'true';
    announceSentence(store, 'Dialog.');
    await untilHeard('Dialog.');
    expect((pageRegion().getRootNode() as ShadowRoot).host.ariaHidden).to.equal(null);
    expect(pageHost.isConnected).to.equal(false);
  });

  it('moves to a dialog that opens while a sentence waits', async () => {
    const store = fakeStore();
    announceCalls(store);
    announceSentence(store, 'Moved.');
    const dialog = openDialog();
    try {
      await untilHeard('Moved.');
    } finally {
      dialog.remove();
    }
  });

  it('is made anew, and then speaks, when the body was replaced', async () => {
    const store = fakeStore();
    announceCalls(store);
    const {body} = document;
    announceSentence(store, 'Swapped.');
    document.body = document.createElement('body');
    try {
      await untilHeard('Swapped.');
      announceSentence(store, 'Next.');
      await untilHeard('Next.');
      expect(heardTexts()).to.deep.equal(['Next.']);
    } finally {
      document.body = body;
    }
  });

  it('tells that a call is being placed', async () => {
    const store = fakeStore();
    announceCalls(store);
    const call = aCall('placing');
    store.calls.set([call]);
    store.emit({type: 'call-change', call});
    await untilHeard('Calling Anna.');
  });

  it('says the newest of a call\'s phases, and loses no failure of another', async () => {
    const store = fakeStore();
    const other = fakeStore();
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})};
    for (const each of [store, other]) announceCalls(each);
    announceSentence(store, 'Refused.');
    await store.call({to: '+16505550101', name: 'Anna'});
    await other.call({to: '+16505550102', name: 'Ben'});
    await untilHeard('Refused. Anna is busy. Try again later. Your phone is ringing. Answer it.');
  });
});
