import {expect, fixture, html, nextFrame} from '@open-wc/testing';
import '../../src/number-select/define.js';
import type {RcNumberSelect} from '../../src/number-select/number-select.js';
import {filtered, grouped} from '../../src/number-select/options.js';
import {callError} from '../../src/store/call-error.js';
import type {NumberOption} from '../../src/store/types.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, part, textOf, until} from './support.js';

const MOBILE: NumberOption = {number: '+16505550111', kind: 'mobile', label: 'My Cell Phone'};
const HOME: NumberOption = {number: '+16505550112', kind: 'home', label: 'Home'};
const COMPANY: NumberOption = {number: '+16505550120', kind: 'company', label: 'Company main'};
const MANY = Array.from({length: 40}, (_, index): NumberOption =>
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

function pick(element: Element, value: string): void {
  const select = selectIn(element);
  select.value = value;
  select.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  select.dispatchEvent(new Event('change', {bubbles: true}));
}

const optionsIn = (element: Element): string[] =>
  Array.from(selectIn(element).options, ({value, text}) => `${value}: ${text}`);

describe('options of a number select', () => {
  it('are grouped by kind, each number once', () => {
    expect(grouped([HOME, MOBILE, HOME]).map(({kind, options}) => [kind, options.length])).to.deep.equal([['mobile', 1], ['home', 1]]);
  });

  it('are found by label and by digits', () => {
    expect(filtered(MANY, 'desk 7').map(({label}) => label)).to.include('Desk 7');
    expect(filtered(MANY, '(650) 555-0139').map(({label}) => label)).to.deep.equal(['Desk 39']);
    expect(filtered(MANY, '').length).to.equal(40);
    expect(filtered(MANY, 'nobody').length).to.equal(0);
  });
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

  it('marks what the other party sees by default', async () => {
    const store = storeWith();
    const element = await fixture(html`<rc-number-select kind="caller-id" account=${store.account}></rc-number-select>`);
    await until(() => optionsIn(element)[0] === ': Default: +1 650 555 0120', 'the default is marked');
    expect(optionsIn(element).some((option) => option.startsWith('other'))).to.equal(false);
  });

  it('fires input and change once, as a native select, and chooses for all', async () => {
    const store = storeWith();
    const page = await fixture(html`<div>
      <rc-number-select account=${store.account}></rc-number-select><rc-number-select account=${store.account}></rc-number-select>
    </div>`);
    const [first, second] = page.querySelectorAll<RcNumberSelect>('rc-number-select');
    if (!first || !second) throw new Error('The page is empty.');
    const heard: string[] = [];
    for (const type of ['input', 'change']) first.addEventListener(type, (event) => heard.push(`${event.type} ${first.value}`));
    pick(first, MOBILE.number);
    await second.updateComplete;
    expect(heard).to.deep.equal([`input ${MOBILE.number}`, `change ${MOBILE.number}`]);
    expect(store.choices.get().from).to.equal(MOBILE.number);
    expect(second.value).to.equal(MOBILE.number);
    expect(selectIn(second).value).to.equal(MOBILE.number);
  });

  it('takes a number typed by hand', async () => {
    const store = storeWith();
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    let changes = 0;
    element.addEventListener('change', () => changes++);
    pick(element, 'other');
    const input = await until(() => element.shadowRoot?.querySelector('input'), 'a box to type in');
    await until(() => element.shadowRoot?.activeElement === input, 'the focus is in the box');
    await expect(element).to.be.accessible();
    input.value = '+1650';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    byRole(element, 'button', 'Use this number')?.click();
    await until(() => part(element, 'error'), 'it says what is missing');
    expect(element.validity.badInput).to.equal(true);
    expect(changes).to.equal(0);
    await expect(element).to.be.accessible();
    input.value = '+1 650 555 0199';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    byRole(element, 'button', 'Use this number')?.click();
    await until(() => element.value === '+16505550199', 'the number is taken');
    expect(store.choices.get().from).to.equal('+16505550199');
    expect(changes).to.equal(1);
    await element.updateComplete;
    expect(selectIn(element).value).to.equal('+16505550199');
  });

  it('says what is wrong, and asks again', async () => {
    const store = storeWith();
    store.fromNumbers.set({state: 'error', options: [], error: callError('server-error')});
    const element = await fixture(html`<rc-number-select account=${store.account}></rc-number-select>`);
    expect(part(element, 'error')).to.contain('could not be read');
    await expect(element).to.be.accessible();
    byRole(element, 'button', 'Try again')?.click();
    expect(store.reloads).to.equal(1);
  });

  for (const [what, sentence, change] of [
    ['a missing permission', 'not allowed', (store: FakeStore) =>
      store.fromNumbers.set({state: 'error', options: [], error: callError('permission-missing')})],
    ['no phone', 'No phone is set up.', (store: FakeStore) => store.fromNumbers.set({state: 'ready', options: []})],
    ['a number that has gone', '+16505550199 is no longer offered', (store: FakeStore) =>
      store.choices.set({dropped: {from: '+16505550199'}})],
    ['nobody signed in', 'Sign in to choose', (store: FakeStore) => store.setSession('signed-out')],
  ] as const) {
    it(`tells of ${what}`, async () => {
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

  it('has a filter from thirty numbers on, and keeps the chosen one', async () => {
    const store = storeWith(MANY);
    store.choices.set({from: '+16505550100'});
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    const filter = element.shadowRoot?.querySelector<HTMLInputElement>('input[type=search]');
    if (!filter) throw new Error('There is no filter.');
    await expect(element).to.be.accessible();
    let heard = 0;
    element.addEventListener('input', () => heard++);
    filter.value = 'desk 39';
    filter.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    await element.updateComplete;
    expect(optionsIn(element).length).to.equal(4);
    expect(selectIn(element).value).to.equal('+16505550100');
    expect(element.value).to.equal('+16505550100');
    expect(heard, 'filtering is not choosing').to.equal(0);
  });

  describe('in a form', () => {
    async function inForm(store = storeWith()): Promise<{form: HTMLFormElement; ours: RcNumberSelect; native: HTMLSelectElement}> {
      const form = await fixture<HTMLFormElement>(html`<form>
        <fieldset>
          <label for="ours">Phone</label>
          <rc-number-select id="ours" name="ours" required account=${store.account}></rc-number-select>
          <label>Native <select name="native" required><option value=""></option><option value=${MOBILE.number}>M</option></select></label>
        </fieldset>
      </form>`);
      const ours = form.querySelector<RcNumberSelect>('rc-number-select');
      const native = form.querySelector('select');
      if (!ours || !native) throw new Error('The form is empty.');
      await ours.updateComplete;
      return {form, ours, native};
    }

    const both = (ours: RcNumberSelect, native: HTMLSelectElement): [unknown, unknown][] => [
      [ours.value, native.value], [ours.form, native.form], [ours.type, native.type], [ours.willValidate, native.willValidate],
      [ours.validity.valid, native.validity.valid], [ours.validity.valueMissing, native.validity.valueMissing],
      [ours.labels.length, native.labels.length], [ours.checkValidity(), native.checkValidity()],
      [ours.matches(':invalid'), native.matches(':invalid')], [ours.matches(':disabled'), native.matches(':disabled')],
    ];

    const alike = (ours: RcNumberSelect, native: HTMLSelectElement, when: string): void => {
      for (const [index, [mine, theirs]] of both(ours, native).entries()) {
        expect(mine === theirs, `fact ${index} ${when}: ${String(mine)}, natively ${String(theirs)}`).to.equal(true);
      }
    };

    it('behaves as the native select beside it', async () => {
      const {form, ours, native} = await inForm();
      alike(ours, native, 'at first');
      expect(new FormData(form).get('ours')).to.equal('');
      pick(ours, MOBILE.number);
      native.value = MOBILE.number;
      await ours.updateComplete;
      alike(ours, native, 'when chosen');
      expect(new FormData(form).get('ours')).to.equal(new FormData(form).get('native'));
      ours.setCustomValidity('No');
      native.setCustomValidity('No');
      alike(ours, native, 'with a message');
      expect(ours.validationMessage).to.equal('No');
      ours.setCustomValidity('');
      native.setCustomValidity('');
      form.reset();
      await ours.updateComplete;
      alike(ours, native, 'when reset');
      const fieldset = form.querySelector('fieldset') as HTMLFieldSetElement;
      fieldset.disabled = true;
      await ours.updateComplete;
      alike(ours, native, 'when disabled');
      expect(selectIn(ours).disabled).to.equal(true);
      expect([...new FormData(form).keys()]).to.deep.equal([]);
    });

    it('takes the page\'s label, and its click', async () => {
      const {form, ours} = await inForm();
      expect(part(ours, 'label')).to.equal('');
      expect(selectIn(ours).getAttribute('aria-label')).to.equal('Phone');
      form.querySelector('label')?.click();
      await nextFrame();
      expect(ours.shadowRoot?.activeElement === selectIn(ours)).to.equal(true);
      await expect(form).to.be.accessible();
    });

    it('restores what was chosen', async () => {
      const {ours} = await inForm();
      ours.formStateRestoreCallback(HOME.number);
      await ours.updateComplete;
      expect(ours.value).to.equal(HOME.number);
    });

    it('takes its default from the attribute', async () => {
      const store = storeWith();
      const element = await fixture<RcNumberSelect>(html`<rc-number-select value=${HOME.number} account=${store.account}></rc-number-select>`);
      expect(element.value).to.equal(HOME.number);
      expect(store.choices.get().from).to.equal(HOME.number);
    });
  });
});
