import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/number-select/define.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import {hintFor} from '../../src/elements/number-select/hint.js';
import type {HintFacts} from '../../src/elements/number-select/hint.js';
import {filtered, grouped} from '../../src/elements/number-select/options.js';
import {callError} from '../../src/store/call-error.js';
import type {ErrorCode, NumberList, NumberOption} from '../../src/store/types.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, part, textOf, until} from './support.js';

const MOBILE: NumberOption = {number: '+16505550111', kind: 'mobile', label: 'My Cell Phone'};
const HOME: NumberOption = {number: '+16505550112', kind: 'home', label: 'Home'};
const COMPANY: NumberOption = {number: '+16505550120', kind: 'company', label: 'Company main'};
const FORTY_NUMBERS = Array.from({length: 40}, (_, index): NumberOption =>
  ({number: `+16505550${String(100 + index)}`, kind: 'direct', label: `Desk ${index}`}));

function storeWith(options: readonly NumberOption[] = [MOBILE, HOME]): FakeStore {
  const store = fakeStore();
  store.fromNumbers.set({state: 'ready', options});
  store.callerIds.set({state: 'ready', options: [COMPANY], default: {number: COMPANY.number}});
  return store;
}

const selectIn = (element: Element): HTMLSelectElement => {
  const select = element.shadowRoot?.querySelector('select');
  if (!select) throw new Error('There is no select.');
  return select;
};

function chooseOption(element: Element, value: string): void {
  const select = selectIn(element);
  select.value = value;
  select.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  select.dispatchEvent(new Event('change', {bubbles: true}));
}

const optionsIn = (element: Element): string[] =>
  Array.from(selectIn(element).options, ({value, text}) => `${value}: ${text}`);

describe('options of a number select', () => {
  it('groups them by kind, each number once', () => {
    expect(grouped([HOME, MOBILE, HOME]).map(({kind, options}) => [kind, options.length])).to.deep.equal([['mobile', 1], ['home', 1]]);
  });

  it('finds them by label and by digits', () => {
    expect(filtered(FORTY_NUMBERS, 'desk 7').map(({label}) => label)).to.include('Desk 7');
    expect(filtered(FORTY_NUMBERS, '(650) 555-0139').map(({label}) => label)).to.deep.equal(['Desk 39']);
    expect(filtered(FORTY_NUMBERS, '').length).to.equal(40);
    expect(filtered(FORTY_NUMBERS, 'nobody').length).to.equal(0);
  });
});

describe('the hint below a number select', () => {
  const facts = {kind: 'from', session: 'ready', list: {state: 'ready', options: [MOBILE]}, value: '', dropped: undefined, isInvalid: false, browserPhone: null} as const;
  const failed = (code: ErrorCode): NumberList => ({state: 'error', options: [], error: callError(code)});
  for (const [situation, change, key, action] of [
    ['all is well', {}, undefined],
    ['the typed text is no number, before anything else', {isInvalid: true, session: 'signed-out'}, 'select.invalid'],
    ['no user is signed in', {session: 'signed-out'}, 'select.signed-out'],
    ['the session is over', {session: 'expired'}, 'select.signed-out'],
    ['the session is being restored', {session: 'restoring'}, undefined],
    ['a permission is missing', {list: failed('permission-missing')}, 'select.permission'],
    ['the browser is offline', {list: failed('offline')}, 'select.offline', 'retry'],
    ['the server fails', {list: failed('server-error')}, 'select.error', 'retry'],
    ['the requests are rate-limited', {list: failed('rate-limited')}, 'select.error', 'retry'],
    ['the list loads, as the select itself shows', {list: {state: 'loading', options: []}}, undefined],
    ['the list loads while a number is shown', {list: {state: 'loading', options: []}, value: HOME.number}, 'select.loading'],
    ['more pages load', {list: {state: 'ready', options: [MOBILE], loadingMore: true}}, 'select.loading-more'],
    ['a remembered number is no longer offered', {dropped: HOME.number}, 'select.dropped'],
    ['a number is no longer offered, and another is chosen', {dropped: HOME.number, value: MOBILE.number}, undefined],
    ['the account has no phone', {list: {state: 'ready', options: []}}, 'select.empty.from', 'add'],
    ['the account has no caller ID', {kind: 'caller-id', list: {state: 'ready', options: []}}, 'select.empty.caller-id'],
  ] as [string, Partial<HintFacts>, string?, string?][]) {
    it(`${situation}: ${key ?? 'no hint'}`, () => {
      const hint = hintFor({...facts, ...change});
      expect([hint?.key, hint?.action]).to.deep.equal([key, action]);
    });
  }
});

describe('<rc-number-select>', () => {
  it('is an accessible native select with formatted numbers', async () => {
    const store = storeWith();
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    await until(() => optionsIn(element)[1]?.includes('+1 650 555 0111'), 'numbers are formatted');
    expect(optionsIn(element)).to.deep.equal([
      ': Default', '+16505550111: My Cell Phone · +1 650 555 0111', '+16505550112: Home · +1 650 555 0112', 'other: Another number…',
    ]);
    expect(Array.from(selectIn(element).querySelectorAll('optgroup'), ({label}) => label)).to.deep.equal(['Mobile', 'Home']);
    expect(part(element, 'label')).to.equal('Ring me on');
    await expect(element).to.be.accessible();
  });

  it('marks the number that the other party sees by default', async () => {
    const store = storeWith();
    const element = await fixture<RcNumberSelect>(html`<rc-number-select kind="caller-id" account=${store.account}></rc-number-select>`);
    await until(() => optionsIn(element)[0] === ': Default: +1 650 555 0120', 'the default is marked');
    expect(optionsIn(element)[1]).to.equal('+16505550120: Company main · +1 650 555 0120 (default)');
    expect(optionsIn(element).some((option) => option.startsWith('other'))).to.equal(false);
    store.callerIds.set({state: 'ready', options: [COMPANY], default: {blocked: true}});
    await element.updateComplete;
    expect(optionsIn(element)).to.deep.equal([': Default: number hidden', '+16505550120: Company main · +1 650 555 0120']);
  });

  it('groups numbers of every kind in the order in which users look for them', async () => {
    const kinds = ['toll-free', 'other', 'company', 'direct', 'work', 'home', 'mobile'] as const;
    const store = storeWith(kinds.map((kind, index) => ({number: `+1650555016${index}`, kind})));
    const element = await fixture(html`<rc-number-select account=${store.account}></rc-number-select>`);
    expect(Array.from(selectIn(element).querySelectorAll('optgroup'), ({label}) => label))
      .to.deep.equal(['Mobile', 'Home', 'Work', 'Direct', 'Company', 'Toll-free', 'Other']);
  });

  it('works after the first page of numbers, and says that more load', async () => {
    const store = storeWith();
    store.fromNumbers.set({state: 'ready', options: [MOBILE], loadingMore: true});
    store.choices.set({from: HOME.number});
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    expect(selectIn(element).disabled).to.equal(false);
    expect(part(element, 'label')).to.equal('Ring me on');
    expect(textOf(element.shadowRoot?.querySelector('#hint') as Element)).to.equal('Loading more numbers…');
    expect(selectIn(element).value, 'chosen, on a page that has not loaded').to.equal(HOME.number);
    expect(Array.from(selectIn(element).querySelectorAll('optgroup'), ({label}) => label)).to.deep.equal(['Mobile']);
    store.fromNumbers.set({state: 'ready', options: [MOBILE, HOME]});
    await element.updateComplete;
    expect(selectIn(element).value).to.equal(HOME.number);
    expect(textOf(element.shadowRoot?.querySelector('#hint') as Element)).to.equal('');
  });

  it('has a live region for its hint before there is one', async () => {
    const store = storeWith();
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    const region = element.shadowRoot?.querySelector('#hint [role=status]');
    expect(region?.textContent).to.equal('');
    expect(region?.checkVisibility({visibilityProperty: true})).to.equal(true);
    const {offsetHeight} = element;
    store.fromNumbers.set({state: 'ready', options: [MOBILE], loadingMore: true});
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('#hint [role=status]') === region).to.equal(true);
    expect(region?.textContent).to.equal('Loading more numbers…');
    expect(element.offsetHeight, 'nothing moves').to.equal(offsetHeight);
  });

  it('links to the settings where the account has no phone', async () => {
    const store = storeWith([]);
    const element = await fixture(html`<rc-number-select account=${store.account}></rc-number-select>`);
    expect(byRole(element, 'link', 'Add a phone')?.getAttribute('href')).to.equal('https://service.ringcentral.com/');
    await expect(element).to.be.accessible();
  });

  it('opens the text field where a phone is required and there is none to choose', async () => {
    const store = storeWith([]);
    const element = await fixture<RcNumberSelect>(html`<rc-number-select required account=${store.account}></rc-number-select>`);
    const input = await until(() => element.shadowRoot?.querySelector('input'), 'the text field opens');
    expect(byRole(element, 'button', 'Back to the list')).to.equal(undefined);
    expect(element.validity.valueMissing).to.equal(true);
    await expect(element).to.be.accessible();
    input.value = '(650) 555-0199';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    byRole(element, 'button', 'Use this number')?.click();
    await until(() => store.choices.get().from === '+16505550199', 'the number is read in the account\'s country');
    await element.updateComplete;
    expect(selectIn(element).selectedOptions[0]?.text).to.equal('+1 650 555 0199');
    expect(selectIn(element).selectedOptions[0]?.parentElement?.getAttribute('label')).to.equal('Typed number');
  });

  for (const country of ['', 'USA']) it(`reads a typed number in the account's country where the country around is "${country}"`, async () => {
    const store = storeWith([]);
    const root = await fixture(html`<div country=${country}><rc-number-select required account=${store.account}></rc-number-select></div>`);
    const element = root.querySelector('rc-number-select')!;
    const input = await until(() => element.shadowRoot?.querySelector('input'), 'the text field opens');
    input.value = '(650) 555-0199';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    byRole(element, 'button', 'Use this number')?.click();
    await until(() => store.choices.get().from === '+16505550199', 'the number is read');
  });

  it('returns to the list when a number is chosen elsewhere', async () => {
    const store = storeWith([]);
    const element = await fixture<RcNumberSelect>(html`<rc-number-select required account=${store.account}></rc-number-select>`);
    await until(() => element.shadowRoot?.querySelector('input'), 'the text field opens');
    store.choose({from: HOME.number});
    await element.updateComplete;
    expect(selectIn(element).value).to.equal(HOME.number);
    expect(element.validity.valid).to.equal(true);
  });

  it('formats a number while it is typed, but not while the caret is inside it', async () => {
    const store = storeWith();
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    chooseOption(element, 'other');
    const input = await until(() => element.shadowRoot?.querySelector('input'), 'the text field opens');
    const type = async (value: string, caret = value.length): Promise<string> => {
      input.value = value;
      input.setSelectionRange(caret, caret);
      input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true, inputType: 'insertText'}));
      await element.updateComplete;
      return input.value;
    };
    // The formatter has to load first; the test's own timeout is the limit.
    while (await type('+16505') !== '+1 650 5') await new Promise((resolve) => setTimeout(resolve));
    expect(await type('6505550')).to.equal('(650) 555-0');
    expect(await type('+16505550199', 4)).to.equal('+16505550199');
  });

  it('returns to the list on Escape, and changes nothing', async () => {
    const store = storeWith();
    store.choices.set({from: MOBILE.number});
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    chooseOption(element, 'other');
    const input = await until(() => element.shadowRoot?.querySelector('input'), 'the text field opens');
    input.value = '+1650';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
    await until(() => element.shadowRoot?.activeElement instanceof HTMLSelectElement, 'the list has the focus');
    expect(element.value).to.equal(MOBILE.number);
    expect(element.validity.valid).to.equal(true);
    expect(selectIn(element).value).to.equal(MOBILE.number);
  });

  it('fires input and change once, as a native select, and shares the choice', async () => {
    const store = storeWith();
    const page = await fixture(html`<div>
      <rc-number-select account=${store.account}></rc-number-select><rc-number-select account=${store.account}></rc-number-select>
    </div>`);
    const [first, second] = page.querySelectorAll<RcNumberSelect>('rc-number-select');
    if (!first || !second) throw new Error('The page is empty.');
    const firedEvents: string[] = [];
    for (const type of ['input', 'change']) first.addEventListener(type, (event) => firedEvents.push(`${event.type} ${first.value}`));
    chooseOption(first, MOBILE.number);
    await second.updateComplete;
    expect(firedEvents).to.deep.equal([`input ${MOBILE.number}`, `change ${MOBILE.number}`]);
    expect(store.choices.get().from).to.equal(MOBILE.number);
    expect(second.value).to.equal(MOBILE.number);
    expect(selectIn(second).value).to.equal(MOBILE.number);
  });

  it('takes a typed number', async () => {
    const store = storeWith();
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    let changeCount = 0;
    element.addEventListener('change', () => changeCount++);
    chooseOption(element, 'other');
    const input = await until(() => element.shadowRoot?.querySelector('input'), 'the text field opens');
    await until(() => element.shadowRoot?.activeElement === input, 'the text field has the focus');
    await expect(element).to.be.accessible();
    input.value = '+1650';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    byRole(element, 'button', 'Use this number')?.click();
    await until(() => part(element, 'error'), 'the error is shown');
    expect(element.validity.badInput).to.equal(true);
    expect(changeCount).to.equal(0);
    await expect(element).to.be.accessible();
    input.value = '+1 650 555 0199';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    byRole(element, 'button', 'Use this number')?.click();
    await until(() => element.value === '+16505550199', 'the typed number is the value');
    expect(store.choices.get().from).to.equal('+16505550199');
    expect(changeCount).to.equal(1);
    await element.updateComplete;
    expect(selectIn(element).value).to.equal('+16505550199');
  });

  it('says that loading failed, and loads again on request', async () => {
    const store = storeWith();
    store.fromNumbers.set({state: 'error', options: [], error: callError('server-error')});
    const element = await fixture(html`<rc-number-select account=${store.account}></rc-number-select>`);
    expect(part(element, 'error')).to.contain('could not be read');
    await expect(element).to.be.accessible();
    byRole(element, 'button', 'Try again')?.click();
    expect(store.reloads).to.equal(1);
  });

  for (const [problem, sentence, change] of [
    ['a missing permission', 'needs the permission “ReadAccounts”', (store: FakeStore) =>
      store.fromNumbers.set({state: 'error', options: [], error: callError('permission-missing')})],
    ['an account without a phone', 'No phone is set up.', (store: FakeStore) => store.fromNumbers.set({state: 'ready', options: []})],
    ['a number that is no longer offered', '+16505550199 is no longer offered', (store: FakeStore) =>
      store.choices.set({dropped: {from: '+16505550199'}})],
    ['a missing session', 'Sign in to choose', (store: FakeStore) => store.setSession('signed-out')],
  ] as const) {
    it(`reports ${problem}`, async () => {
      const store = storeWith();
      change(store);
      const element = await fixture(html`<rc-number-select account=${store.account}></rc-number-select>`);
      const hint = element.shadowRoot?.querySelector('#hint');
      expect(hint && textOf(hint).replaceAll('+1 650 555 0199', '+16505550199')).to.contain(sentence);
      await expect(element).to.be.accessible();
    });
  }

  it('shows that numbers are loading', async () => {
    const store = storeWith();
    store.fromNumbers.set({state: 'loading', options: []});
    const element = await fixture(html`<rc-number-select account=${store.account}></rc-number-select>`);
    expect(selectIn(element).selectedOptions[0]?.text).to.equal('Loading numbers…');
    expect(selectIn(element).getAttribute('aria-busy')).to.equal('true');
  });

  it('filters a long list, and keeps the chosen number', async () => {
    const store = storeWith(FORTY_NUMBERS);
    store.choices.set({from: '+16505550100'});
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    const filter = element.shadowRoot?.querySelector<HTMLInputElement>('input[type=search]');
    if (!filter) throw new Error('There is no filter.');
    await expect(element).to.be.accessible();
    let inputCount = 0;
    element.addEventListener('input', () => inputCount++);
    filter.value = 'desk 39';
    filter.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    await element.updateComplete;
    expect(optionsIn(element).length).to.equal(4);
    expect(selectIn(element).value).to.equal('+16505550100');
    expect(element.value).to.equal('+16505550100');
    expect(inputCount, 'filtering is not choosing').to.equal(0);
  });

  it('uses the page\'s label', async () => {
    const store = storeWith();
    const page = await fixture(html`<div><label for="ours">Phone</label>
      <rc-number-select id="ours" account=${store.account}></rc-number-select></div>`);
    const element = page.querySelector('rc-number-select') as RcNumberSelect;
    expect(part(element, 'label')).to.equal('');
    expect(selectIn(element).getAttribute('aria-label')).to.equal('Phone');
    await expect(page).to.be.accessible();
  });
});
