/**
 * Pseudo-localization: English with accents, half as long again and in brackets. It shows text that
 * does not come from the tables, and places without room for a longer language.
 */
import {expect, fixture, html} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {TemplateResult} from 'lit';
import '../../src/elements/call-status/define.js';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/number-links/define.js';
import '../../src/elements/number-select/define.js';
import '../../src/elements/session/define.js';
import {callWords} from '../../src/i18n/en/calls.js';
import {signInErrorWords} from '../../src/i18n/en/sign-in-errors.js';
import {overrideWords} from '../../src/i18n/translator.js';
import {english} from '../../src/i18n/strings.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {callError} from '../../src/store/call-error.js';
import type {Call, ErrorCode, NumberOption, Phase, Why} from '../../src/store/types.js';
import {aCall, fakeStore} from '../elements/fake-store.js';
import type {FakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {found, middleOf, pointer} from '../number-links/support.js';

const NUMBER = '+16505550101';
const FACTS = {redirectUri: 'https://example.com/rc-redirect.html', server: 'platform.ringcentral.com'};

/** Names, labels and text of the page that the tests supply. */
const GIVEN = ['Anna', 'Sam', 'My mobile', 'Desk'];

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'á', c: 'ç', d: 'đ', e: 'é', g: 'ĝ', h: 'ĥ', i: 'í', j: 'ĵ', l: 'ĺ', n: 'ñ', o: 'ó', r: 'ŕ', s: 'š', t: 'ţ', u: 'ú', w: 'ŵ', y: 'ý', z: 'ž',
  A: 'Á', C: 'Ç', D: 'Đ', E: 'É', I: 'Í', N: 'Ñ', O: 'Ó', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Ú', W: 'Ŵ', Y: 'Ý',
};

/** Adds short words rather than longer ones, so that lines break as in a real language. */
function pseudo(text: string): string {
  const accented = text.split(/(\{\w+\})/).map((piece, index) =>
    index % 2 ? piece : piece.replace(/[a-z]/gi, (letter) => ACCENTS[letter] ?? letter)).join('');
  const more = Math.ceil(text.replace(/\{\w+\}/g, '').length / 2);
  return `⟦${accented} ${'õñé ťŵó '.repeat(Math.ceil(more / 8)).slice(0, more).trim()}⟧`;
}

/** The rest of a text without words of the tables and of the tests; sentences may be nested. */
function textOutsideTables(text: string): string {
  let left = text;
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  for (const given of GIVEN) left = left.replaceAll(given, '');
  return /\p{L}/u.test(left) ? left.trim() : '';
}

const TEXT_ATTRIBUTES = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt', 'label'];

function* rootsIn(element: Element): Generator<ShadowRoot> {
  const root = element.shadowRoot;
  if (!root) return;
  yield root;
  for (const inner of root.querySelectorAll('*')) yield* rootsIn(inner);
}

/** The text that users can read or hear of an element, nested elements included. */
function* textsOf(element: Element): Generator<string> {
  for (const root of rootsIn(element)) {
    for (const inner of root.querySelectorAll('*')) {
      if (inner.localName === 'style' || inner.closest('[hidden]')) continue;
      for (const child of inner.childNodes) if (child.nodeType === Node.TEXT_NODE) yield child.nodeValue ?? '';
      for (const name of TEXT_ATTRIBUTES) yield inner.getAttribute(name) ?? '';
    }
  }
}

/**
 * The box around words of the tables; null if they are hidden, or may be cut, as in a select.
 * A name or a number in a box of its own may be cut as well: it is in full elsewhere.
 */
function boxOf(text: Text): HTMLElement | null {
  if (!text.nodeValue?.includes('⟦')) return null;
  let box = text.parentElement;
  // Inline boxes have no width of their own.
  while (box && box.clientWidth === 0) box = box.parentElement;
  return !box || box.clientWidth === 1 || /^(style|option|optgroup|select)$/.test(box.localName) ? null : box;
}

/** The middle of each line of text. */
function middlesOf(box: Element): number[] {
  const range = document.createRange();
  range.selectNodeContents(box);
  return Array.from(range.getClientRects(), ({top, bottom}) => (top + bottom) / 2);
}

/** Boxes that are too small for their text. */
function* cutBoxesIn(element: Element): Generator<string> {
  const seen = new Set<HTMLElement>();
  for (const root of rootsIn(element)) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const box = boxOf(texts.currentNode as Text);
      if (!box || seen.has(box)) continue;
      seen.add(box);
      const {clientWidth, scrollWidth} = box;
      const {left, right, top, bottom} = box.getBoundingClientRect();
      if (scrollWidth > clientWidth + 1) yield `${nameFor(box)} is ${scrollWidth} wide in ${clientWidth}`;
      // Not `scrollHeight`: in Firefox an inline box is as high as its font, even in a lower line.
      const cut = getComputedStyle(box).overflowY === 'hidden' && middlesOf(box).find((middle) => middle < top || middle > bottom);
      if (cut) yield `${nameFor(box)} has a line at ${cut}, and goes from ${top} to ${bottom}`;
      if (left < -1 || right > document.documentElement.clientWidth + 1) yield `${nameFor(box)} goes from ${left} to ${right}`;
    }
  }
}

const nameFor = (element: Element): string =>
  `<${element.localName} class="${element.getAttribute('class') ?? ''}"> "${element.textContent.trim().slice(0, 60)}"`;

/** Asserts that all text of an element comes from the tables, and fits. */
function assertFits(element: Element, state: string): void {
  const texts = [...textsOf(element)];
  expect(texts.some((text) => text.includes('⟦')), `${state}: says something`).to.equal(true);
  expect(texts.map(textOutsideTables).filter(Boolean), `${state}: not from the tables`).to.deep.equal([]);
  expect([...cutBoxesIn(element)], `${state}: cut`).to.deep.equal([]);
}

/** Keeps links of other schemes from leaving the test page. */
function preventNavigation(event: Event): void {
  if (event.composedPath().some((node) => node instanceof HTMLAnchorElement)) event.preventDefault();
}

const codesWith = (prefix: string, words: Readonly<Record<string, string>>): string[] =>
  Object.keys(words).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

const WHY = [
  'national-number', 'extension', 'star-code', 'several-numbers', 'too-long', 'service-number', 'not-screened', 'no-phone',
];

/** Every error that has a sentence, by its key in the table. */
const ERRORS = codesWith('error.', callWords).map((key) => {
  const [code = '', leg] = key.split('.');
  if (WHY.includes(code)) return [key, callError('invalid-number', {why: code as Why})] as const;
  if (code === 'rate-limited-until') return [key, callError('rate-limited', {retryAt: Date.now() + 60_000})] as const;
  return [key, callError(code as ErrorCode, {leg: leg as 'caller' | undefined})] as const;
});

describe('words half as long again, at 320 px', () => {
  before(async () => {
    await setViewport({width: 320, height: 700});
    overrideWords('en', Object.fromEntries(Object.entries(english).map(([key, text]) => [key, pseudo(text)])));
  });

  after(async () => {
    overrideWords('en', english);
    await setViewport({width: 1280, height: 720});
  });

  it('have accents, brackets and unchanged placeholders', () => {
    expect(pseudo('Call {who}?')).to.match(/^⟦Çáĺĺ \{who\}\? .+⟧$/);
    expect(textOutsideTables('⟦Çáĺĺ Anna ⟦óñ⟧⟧ 00:12')).to.equal('');
    expect(textOutsideTables('⟦Çáĺĺ⟧ now')).to.equal('now');
  });

  describe('<rc-call-status>', () => {
    const shows = async (store: FakeStore, state: string): Promise<void> => {
      const element = await fixture(html`<rc-call-status account=${store.account}></rc-call-status>`);
      assertFits(element, state);
    };

    it('without a call, and with a rate limit', async () => {
      const store = fakeStore();
      await shows(store, 'empty');
      store.limit.set({until: Date.now() + 60_000});
      await shows(store, 'limited');
    });

    for (const [phase, more] of [
      ['placing', {}], ['ringing-caller', {extension: '227'}], ['ringing-callee', {}],
      ['connected', {connectedAt: Date.now() - 12_000, extension: '227'}], ['connected', {stale: true}], ['canceling', {}],
      ['ended', {connectedAt: Date.now() - 62_000, endedAt: Date.now()}], ['canceled', {}],
      ['unconfirmed', {error: callError('unconfirmed')}],
    ] as [Phase, Partial<Call>][]) {
      it(`while a call is ${phase}${more.stale ? ', as far as is known' : ''}`, async () => {
        const store = fakeStore();
        store.calls.set([aCall(phase, more)]);
        await shows(store, phase);
        const {name: _, ...nameless} = aCall(phase, more);
        store.calls.set([nameless]);
        await shows(store, `${phase}, without a name`);
        if (!more.stale) return;
        store.setSession('expired');
        await shows(store, `${phase}, signed out`);
      });
    }

    it('for every error', async () => {
      const store = fakeStore();
      store.calls.set(ERRORS.map(([, error]) => aCall('failed', {error, callerStatus: 'Success'})));
      await shows(store, 'errors');
    });
  });

  describe('<rc-click-to-call>', () => {
    const button = (store: FakeStore, more: {to?: string; confirm?: string} = {}): TemplateResult => html`<rc-click-to-call
      to=${more.to ?? NUMBER} name="Anna" confirm=${more.confirm ?? 'never'} sms account=${store.account}></rc-click-to-call>`;

    const clickedButton = async (store: FakeStore, more?: {to?: string; confirm?: string}): Promise<Element> => {
      const element = await fixture(button(store, more));
      element.addEventListener('click', preventNavigation);
      element.shadowRoot?.querySelector<HTMLElement>('.main')?.click();
      await until(() => element.shadowRoot?.querySelector('[part~=message]'), 'the card is open');
      await (element as Element & {updateComplete: Promise<unknown>}).updateComplete;
      return element;
    };

    it('as a link, and with other apps', async () => {
      const store = fakeStore('signed-out');
      assertFits(await fixture(button(store)), 'link');
      assertFits(await fixture(button(store, {to: `${NUMBER};ext=227`})), 'link with an extension');
      assertFits(await clickedButton(store), 'other ways');
      assertFits(await fixture(html`<rc-click-to-call to=${NUMBER} link="rcapp">Anna</rc-click-to-call>`), 'link to the app');
    });

    it('as a button, and with the caller ID that the callee sees', async () => {
      const store = fakeStore();
      assertFits(await fixture(button(store)), 'button');
      store.choices.set({from: '+16505550151', callerId: '+16505550152'});
      assertFits(await fixture(button(store)), 'chosen numbers');
      store.choices.set({});
      store.callerIds.set({state: 'ready', options: [], default: {blocked: true}});
      assertFits(await fixture(button(store)), 'hidden number');
    });

    for (const [about, to] of [
      ['always', NUMBER], ['international', '+442079460123'], ['satellite', '+881612345678'],
    ] as const) {
      it(`with a prompt (${about})`, async () => {
        assertFits(await clickedButton(fakeStore(), {to, confirm: about === 'always' ? 'always' : 'auto'}), about);
      });
    }

    for (const [phase, more] of [
      ['ringing-caller', {}], ['ringing-callee', {}], ['connected', {connectedAt: Date.now()}], ['connected', {stale: true}],
      ['canceling', {}], ['unconfirmed', {error: callError('unconfirmed'), endedAt: Date.now()}],
    ] as [Phase, Partial<Call>][]) {
      it(`while its call is ${phase}${more.stale ? ', as far as is known' : ''}`, async () => {
        const store = fakeStore();
        store.answer = {phase, ...more};
        const element = await fixture(button(store, {to: `${NUMBER};ext=227`}));
        element.shadowRoot?.querySelector<HTMLElement>('.main')?.click();
        await until(() => store.calls.get()[0]?.id, 'the call is placed');
        await (element as Element & {updateComplete: Promise<unknown>}).updateComplete;
        assertFits(element, phase);
      });
    }

    for (const [key, error] of ERRORS) {
      // A user who declines the prompt sees no message.
      if (key === 'not-confirmed') continue;
      it(`with a refused call (${key})`, async () => {
        const store = fakeStore();
        store.refusal = error;
        assertFits(await clickedButton(store), key);
      });
    }
  });

  describe('<rc-number-select>', () => {
    const KINDS: readonly NumberOption['kind'][] = ['mobile', 'home', 'work', 'other', 'direct', 'company', 'toll-free'];
    const OPTIONS = KINDS.map((kind, index): NumberOption => ({number: `+1650555016${index}`, kind, label: 'Desk'}));
    const MANY = Array.from({length: 40}, (_, index): NumberOption =>
      ({number: `+16505550${100 + index}`, kind: 'direct', label: 'Desk'}));

    for (const kind of ['from', 'caller-id'] as const) {
      for (const [state, prepare] of [
        ['ready', () => undefined],
        ['with a default', ({callerIds}) => callerIds.set({state: 'ready', options: OPTIONS, default: {number: '+16505550160'}})],
        ['with a hidden default', ({callerIds}) => callerIds.set({state: 'ready', options: OPTIONS, default: {blocked: true}})],
        ['loading', ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) => list.set({state: 'loading', options: []}))],
        ['loading more', ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) =>
          list.set({state: 'ready', options: OPTIONS, loadingMore: true}))],
        ['empty', ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) => list.set({state: 'ready', options: []}))],
        ...(['server-error', 'offline', 'permission-missing'] as const).map((code): [string, (store: FakeStore) => unknown] =>
          [code, ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) =>
            list.set({state: 'error', options: [], error: callError(code)}))]),
        ['signed out', (store) => store.setSession('signed-out')],
        ['dropped', ({choices}) => choices.set({dropped: {from: '+16505550151', callerId: '+16505550152'}})],
        ['long', ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) => list.set({state: 'ready', options: MANY}))],
      ] as [string, (store: FakeStore) => unknown][]) {
        it(`${kind}, ${state}`, async () => {
          const store = fakeStore();
          for (const list of [store.fromNumbers, store.callerIds]) list.set({state: 'ready', options: OPTIONS});
          prepare(store);
          const element = await fixture(html`<rc-number-select kind=${kind} account=${store.account}></rc-number-select>`);
          const filter = element.shadowRoot?.querySelector<HTMLInputElement>('input[type=search]');
          if (filter) {
            filter.value = 'desk';
            filter.dispatchEvent(new Event('input', {bubbles: true}));
            await (element as Element & {updateComplete: Promise<unknown>}).updateComplete;
          }
          assertFits(element, state);
        });
      }
    }

    it('with a typed number that is invalid', async () => {
      const store = fakeStore();
      const element = await fixture<HTMLElementTagNameMap['rc-number-select']>(
        html`<rc-number-select required account=${store.account}></rc-number-select>`);
      element.reportValidity();
      expect(textOutsideTables(element.validationMessage)).to.equal('');
      const select = element.shadowRoot!.querySelector('select')!;
      select.value = 'other';
      select.dispatchEvent(new Event('change', {bubbles: true}));
      const input = await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('input[type=tel]'), 'it can be typed');
      assertFits(element, 'typing');
      input.value = '12';
      input.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertText'}));
      input.dispatchEvent(new Event('change', {bubbles: true}));
      await until(() => element.shadowRoot!.querySelector('[part~=error]'), 'it is wrong');
      assertFits(element, 'wrong');
      expect(textOutsideTables(element.validationMessage)).to.equal('');
    });
  });

  describe('<rc-session>', () => {
    const session = async (store: FakeStore, state: string, more: TemplateResult | undefined = undefined): Promise<void> =>
      assertFits(await fixture(more ?? html`<rc-session account=${store.account}></rc-session>`), state);

    for (const state of ['signed-out', 'restoring', 'signing-in', 'ready', 'expired', 'error'] as const) {
      it(state, async () => {
        const store = fakeStore(state);
        const {account} = store;
        await session(store, state);
        if (state === 'ready') {
          const user = {id: '1', accountId: '1', name: 'Sam', extensionNumber: '101'};
          store.session.set({state, account, user, missingScopes: ['RingOut', 'ReadAccounts']});
          await session(store, 'without its scopes');
        }
        if (state !== 'signing-in') return;
        await session(store, 'leaving', html`<rc-session account=${account} flow="redirect"></rc-session>`);
        store.session.set({state, account, user: null, signInUrl: 'https://example.com/'});
        await session(store, 'blocked');
      });
    }

    for (const code of codesWith('sign-in.', signInErrorWords)) {
      it(`error: ${code}`, async () => {
        const store = fakeStore('error');
        store.session.set({state: 'error', account: store.account, user: null, error: {code, message: 'Plain English.', facts: FACTS}});
        await session(store, code);
      });
    }

    it('with a client secret in the page', async () => {
      const {error} = console;
      console.error = () => undefined;
      try {
        await session(fakeStore(), 'secret', html`<rc-session client-secret="hush-hush"></rc-session>`);
      } finally {
        console.error = error;
      }
    });
  });

  describe('<rc-number-links>', () => {
    it('list of numbers, a page at a time', async () => {
      const store = fakeStore('signed-out');
      const element = await fixture<RcNumberLinks>(html`<rc-number-links country="US" account=${store.account}>${
        Array.from({length: 60}, (_, index) => html`<p>(650) 555-${String(100 + index).padStart(4, '0')}</p>`)}</rc-number-links>`);
      const skip = await until(() => element.shadowRoot?.querySelector<HTMLElement>('.skip:not([hidden])'), 'numbers are found');
      assertFits(element, 'closed');
      skip.click();
      await until(() => element.shadowRoot?.querySelector('.numbers.open li'), 'the list is open');
      assertFits(element, 'list');
    });

    for (const phase of [null, 'ringing-caller', 'connected', 'ended'] as const) {
      it(`number card${phase ? ` while a call is ${phase}` : ''}`, async () => {
        const store = fakeStore();
        const element = await fixture<RcNumberLinks>(html`<rc-number-links country="US" account=${store.account}
          ><p>(650) 555-0101</p></rc-number-links>`);
        await found(element, 1);
        const {x, y, target} = middleOf(element, '(650) 555-0101');
        pointer(target, 'pointerdown', x, y, {pointerType: 'touch'});
        pointer(target, 'click', x, y, {pointerType: 'touch', detail: 1});
        await until(() => [...rootsIn(element)].some((root) => root.querySelector('.card:popover-open')), 'the card is open');
        if (phase) store.calls.set([aCall(phase, {endedAt: Date.now() + 1000})]);
        assertFits(element, 'card');
      });
    }
  });
});
