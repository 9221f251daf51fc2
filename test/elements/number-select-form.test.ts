/**
 * Compares the number select, as a form control, with a native select that has the same options: forms, labels and
 * scripts must get the same from both.
 */
import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/elements/number-select/define.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import type {NumberOption} from '../../src/store/types.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {until} from './support.js';

const A: NumberOption = {number: '+16505550111', kind: 'mobile', label: 'My mobile'};
const B: NumberOption = {number: '+16505550112', kind: 'home', label: 'Home'};

type Control = RcNumberSelect | HTMLSelectElement;

/** One of the two controls in a form of its own, with the events of both. */
interface ControlInForm {
  readonly control: Control;
  readonly form: HTMLFormElement;
  readonly fieldset: HTMLFieldSetElement;
  readonly events: string[];
  /** Chooses an option as a user does. */
  choose(value: string): void;
}

const selectOf = (control: Control): HTMLSelectElement => {
  const select = control instanceof HTMLSelectElement ? control : control.shadowRoot?.querySelector('select');
  if (!select) throw new Error('There is no select.');
  return select;
};

function controlInForm(form: HTMLFormElement): ControlInForm {
  const control = form.querySelector<Control>('[data-control]');
  const fieldset = form.querySelector('fieldset');
  if (!control || !fieldset) throw new Error('The form is empty.');
  const events: string[] = [];
  for (const type of ['input', 'change', 'invalid', 'submit', 'reset']) {
    form.addEventListener(type, (event) => {
      events.push(`${type} of ${event.target === form ? 'form' : event.target === control ? 'control' : 'something inside'}`
        + ` bubbles ${event.bubbles} cancelable ${event.cancelable}`);
      if (type !== 'reset') event.preventDefault();
    }, {capture: true});
  }
  return {control, form, fieldset, events, choose(value) {
    const select = selectOf(control);
    select.value = value;
    select.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
    select.dispatchEvent(new Event('change', {bubbles: true}));
  }};
}

/** Everything that a page and a form can read of a control. */
function observedState({control, form, fieldset, events}: ControlInForm): Record<string, unknown> {
  const {validity} = control;
  return {
    value: control.value,
    type: control.type,
    name: control.name,
    nameAttribute: control.getAttribute('name'),
    required: control.required,
    disabled: control.disabled,
    disabledAttribute: control.hasAttribute('disabled'),
    inForm: control.form === form,
    listed: Array.from(form.elements).includes(control),
    named: (form.elements.namedItem(control.name) ?? null) === control,
    data: Array.from(new FormData(form)).filter(([name]) => name !== 'other').map(([name, value]) => `${name}=${value as string}`),
    willValidate: control.willValidate,
    valid: validity.valid,
    valueMissing: validity.valueMissing,
    customError: validity.customError,
    hasMessage: control.validationMessage !== '',
    customMessage: validity.customError && control.validationMessage,
    checkValidity: control.checkValidity(),
    formChecks: form.checkValidity(),
    // Chromium matches disabled custom elements as `:valid`, though their `validity` says otherwise.
    matches: [...control.willValidate ? [':valid'] : [], ':invalid', ':disabled', ':enabled'].map((selector) => control.matches(selector)),
    fieldsetMatches: fieldset.matches(':invalid'),
    labels: Array.from(control.labels, (label) => label.firstChild?.nodeValue?.trim()),
    events: events.splice(0),
  };
}

async function bothControls(required = false, store: FakeStore = fakeStore()): Promise<{ours: ControlInForm; native: ControlInForm; store: FakeStore}> {
  store.fromNumbers.set({state: 'ready', options: [A, B]});
  const page = await fixture<HTMLElement>(html`<div>
    <form id="form-ours"><fieldset>
      <legend>Ours</legend>
      <label for="control-ours">Phone</label>
      <rc-number-select data-control id="control-ours" name="phone" ?required=${required} account=${store.account}></rc-number-select>
      <input name="other" aria-label="Other"><button>Send</button>
    </fieldset></form>
    <form id="form-native"><fieldset>
      <legend>Native</legend>
      <label for="control-native">Phone</label>
      <select data-control id="control-native" name="phone" ?required=${required}>
        <option value="">Default</option><option value=${A.number}>A</option><option value=${B.number}>B</option>
      </select>
      <input name="other" aria-label="Other"><button>Send</button>
    </fieldset></form>
  </div>`);
  const [ours, native] = Array.from(page.querySelectorAll('form'), controlInForm);
  if (!ours || !native) throw new Error('The page is empty.');
  await (ours.control as RcNumberSelect).updateComplete;
  return {ours, native, store};
}

/** Happens to both controls; they are compared at once, and again after our element has rendered. */
const STEPS: readonly (readonly [string, (side: ControlInForm) => void])[] = [
  ['nothing happens', () => undefined],
  ['the user chooses', ({choose}) => choose(A.number)],
  ['the user chooses twice', ({choose}) => { choose(A.number); choose(B.number); }],
  ['the user chooses, then the default again', ({choose}) => { choose(A.number); choose(''); }],
  ['a script sets the value, which fires no event', ({control}) => { control.value = B.number; }],
  ['reset after the user chose', ({choose, form}) => { choose(A.number); form.reset(); }],
  ['reset after a script set the value', ({control, form}) => { control.value = B.number; form.reset(); }],
  ['reset with nothing to reset', ({form}) => form.reset()],
  ['another name', ({control}) => { control.name = 'telephone'; }],
  ['another name by attribute', ({control}) => control.setAttribute('name', 'telephone')],
  ['no name', ({control}) => { control.name = ''; }],
  ['no name attribute', ({control}) => control.removeAttribute('name')],
  ['required', ({control}) => { control.required = true; }],
  ['required by attribute', ({control}) => control.toggleAttribute('required', true)],
  ['required, then chosen', ({control, choose}) => { control.required = true; choose(A.number); }],
  ['required, chosen and reset', ({control, choose, form}) => { control.required = true; choose(A.number); form.reset(); }],
  ['no longer required', ({control}) => { control.required = true; control.required = false; }],
  ['disabled', ({control}) => { control.disabled = true; }],
  ['disabled by attribute', ({control}) => control.toggleAttribute('disabled', true)],
  ['disabled and enabled', ({control}) => { control.disabled = true; control.disabled = false; }],
  ['disabled with a value', ({control}) => { control.value = A.number; control.disabled = true; }],
  ['required and disabled', ({control}) => { control.required = true; control.disabled = true; }],
  ['fieldset disabled', ({fieldset}) => { fieldset.disabled = true; }],
  ['fieldset disabled and enabled', ({fieldset}) => { fieldset.disabled = true; fieldset.disabled = false; }],
  ['required in a disabled fieldset', ({control, fieldset}) => { control.required = true; fieldset.disabled = true; }],
  ['custom message', ({control}) => control.setCustomValidity('Not this one')],
  ['custom message, removed', ({control}) => { control.setCustomValidity('No'); control.setCustomValidity(''); }],
  ['custom message beside a missing value', ({control}) => { control.required = true; control.setCustomValidity('Not this one'); }],
  ['custom message stays after a choice and a reset', ({control, choose, form}) => { control.setCustomValidity('Not this one'); choose(A.number); form.reset(); }],
  ['checkValidity where it is valid', ({control}) => { control.checkValidity(); }],
  ['checkValidity where a value is missing', ({control}) => { control.required = true; control.checkValidity(); }],
  ['reportValidity where a value is missing', ({control}) => { control.required = true; control.reportValidity(); }],
  ['submit by script', ({form}) => form.requestSubmit()],
  ['submit where a value is missing', ({control, form}) => { control.required = true; form.requestSubmit(); }],
  ['submit where the control without a value is disabled', ({control, form}) => { control.required = control.disabled = true; form.requestSubmit(); }],
  ['submit button', ({choose, form}) => { choose(A.number); form.querySelector('button')?.click(); }],
  ['label removed', ({form}) => form.querySelector('label')?.remove()],
  ['one more label', ({form, control}) => {
    const label = document.createElement('label');
    label.htmlFor = control.id;
    label.textContent = 'to ring';
    form.append(label);
  }],
  ['a label around it', ({control}) => {
    const label = document.createElement('label');
    control.replaceWith(label);
    label.append('Around ', control);
  }],
  ['out of the form', ({form, control}) => form.after(control)],
  ['out of the form, joined by attribute', ({form, control}) => { form.after(control); control.setAttribute('form', form.id); }],
  ['out and back in', ({form, fieldset, control}) => { form.after(control); fieldset.append(control); }],
  ['moved with a value', ({fieldset, control}) => { control.value = A.number; fieldset.append(control); }],
];

describe('<rc-number-select> beside a native select', () => {
  for (const [title, act] of STEPS) {
    it(title, async () => {
      const {ours, native} = await bothControls();
      act(ours);
      act(native);
      // Messages differ, since the native one is the browser's: the test compares whether there is one.
      const expected = observedState(native);
      expect(observedState(ours), 'at once').to.deep.equal(expected);
      await (ours.control as RcNumberSelect).updateComplete;
      // Reading the state fires `invalid` on invalid controls, so both are read equally often.
      expect(observedState(ours), 'rendered').to.deep.equal(observedState(native));
    });
  }

  it('can be required from the start', async () => {
    const {ours, native} = await bothControls(true);
    expect(observedState(ours)).to.deep.equal(observedState(native));
  });

  it('gets the focus by its label, by script and by keyboard', async () => {
    const {ours, native} = await bothControls();
    for (const {form, control} of [ours, native]) {
      form.querySelector('label')?.click();
      await until(() => document.activeElement === control, 'clicking the label focuses the control');
      control.blur();
      expect(document.activeElement === control).to.equal(false);
      control.focus();
      expect(document.activeElement === control).to.equal(true);
      await sendKeys({press: 'Tab'});
      expect(document.activeElement === form.querySelector('input')).to.equal(true);
      await sendKeys({down: 'Shift'});
      await sendKeys({press: 'Tab'});
      await sendKeys({up: 'Shift'});
      expect(document.activeElement === control).to.equal(true);
    }
  });

  it('gets the focus when its value is missing', async () => {
    for (const {form, control} of Object.values(await bothControls(true)).filter((side): side is ControlInForm => 'form' in side)) {
      form.requestSubmit();
      expect(control.validationMessage).to.not.equal('');
      control.reportValidity();
      if (!control.matches(':focus, :focus-within')) control.focus();
      expect(document.activeElement === control).to.equal(true);
    }
  });

  it('fires the events of a native select when the user chooses by keyboard', async () => {
    const {ours, native} = await bothControls();
    for (const {control} of [ours, native]) {
      control.focus();
      await sendKeys({press: 'ArrowDown'});
      await until(() => control.value === A.number, 'the first number is chosen');
    }
    expect(observedState(ours)).to.deep.equal(observedState(native));
  });
});

describe('<rc-number-select> in its form', () => {
  const element = async (store: FakeStore, value = ''): Promise<RcNumberSelect> => {
    const form = await fixture(html`<form><rc-number-select name="phone" value=${value} account=${store.account}></rc-number-select></form>`);
    const control = form.querySelector('rc-number-select') as RcNumberSelect;
    await control.updateComplete;
    return control;
  };
  const data = (control: RcNumberSelect): string => new FormData(control.form as HTMLFormElement).get('phone') as string;

  it('keeps a value that is set before the numbers have loaded', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'loading', options: []});
    const control = await element(store);
    control.value = B.number;
    await control.updateComplete;
    expect(control.value).to.equal(B.number);
    expect(data(control)).to.equal(B.number);
    expect(selectOf(control).value).to.equal(B.number);
    expect(selectOf(control).querySelector('optgroup'), 'the value was not typed').to.equal(null);
    store.fromNumbers.set({state: 'ready', options: [A, B]});
    await control.updateComplete;
    expect(selectOf(control).value).to.equal(B.number);
    expect(selectOf(control).selectedOptions[0]?.text).to.contain('Home');
  });

  it('keeps a value that is set before sign-in, and then makes it the choice', async () => {
    const store = fakeStore('signed-out');
    const control = await element(store);
    control.value = B.number;
    await control.updateComplete;
    expect(store.choices.get().from).to.equal(undefined);
    store.choices.set({from: A.number});
    store.setSession('ready');
    await control.updateComplete;
    expect(control.value).to.equal(B.number);
    expect(store.choices.get().from).to.equal(B.number);
  });

  it('keeps a value that is set before the element is connected', async () => {
    const store = fakeStore();
    store.choices.set({from: A.number});
    const control = document.createElement('rc-number-select');
    control.account = store.account;
    control.value = B.number;
    const page = await fixture(html`<div></div>`);
    page.append(control);
    await control.updateComplete;
    expect(control.value).to.equal(B.number);
    expect(store.choices.get().from).to.equal(B.number);
  });

  it('prefers an earlier choice to its default, and resets to the default', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'ready', options: [A, B]});
    store.choices.set({from: A.number});
    const control = await element(store, B.number);
    expect(control.value).to.equal(A.number);
    control.form?.reset();
    expect(control.value).to.equal(B.number);
    expect(store.choices.get().from).to.equal(B.number);
    expect(data(control)).to.equal(B.number);
  });

  it('falls back to the default where a script sets text that is no number', async () => {
    const control = await element(fakeStore());
    for (const text of ['none', 'other', '555', 'javascript:alert(1)']) {
      control.value = B.number;
      control.value = text;
      await control.updateComplete;
      expect(control.value).to.equal('');
      expect(data(control)).to.equal('');
      expect(selectOf(control).selectedIndex).to.equal(0);
    }
  });

  it('follows its default until a value is set', async () => {
    const control = await element(fakeStore('signed-out'), A.number);
    control.setAttribute('value', B.number);
    expect(control.value).to.equal(B.number);
    control.value = A.number;
    control.setAttribute('value', '+16505550113');
    expect(control.value).to.equal(A.number);
  });

  it('restores its value when the user comes back, also before there is a session', async () => {
    for (const state of ['ready', 'restoring'] as const) {
      const store = fakeStore(state);
      const control = await element(store);
      let changeCount = 0;
      control.addEventListener('change', () => changeCount++);
      control.formStateRestoreCallback(B.number);
      await control.updateComplete;
      expect(control.value).to.equal(B.number);
      expect(data(control)).to.equal(B.number);
      store.setSession('ready');
      await control.updateComplete;
      expect(control.value).to.equal(B.number);
      expect(store.choices.get().from).to.equal(B.number);
      expect(changeCount).to.equal(0);
    }
  });

  it('does not restore the default as a choice', async () => {
    const store = fakeStore();
    store.choices.set({from: A.number});
    const control = await element(store);
    control.formStateRestoreCallback(null);
    expect(control.value).to.equal(A.number);
  });

  it('shows nothing of the last user after sign-out', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'ready', options: [A, B]});
    store.choices.set({from: A.number});
    const control = await element(store);
    expect(data(control)).to.equal(A.number);
    store.choices.set({});
    store.fromNumbers.set({state: 'idle', options: []});
    store.setSession('signed-out');
    await control.updateComplete;
    expect(control.value).to.equal('');
    expect(data(control)).to.equal('');
    expect(selectOf(control).options.length).to.equal(2);
  });

  it('blocks the form while a typed number is incomplete', async () => {
    const store = fakeStore();
    const control = await element(store);
    const select = selectOf(control);
    select.value = 'other';
    select.dispatchEvent(new Event('change', {bubbles: true}));
    const input = await until(() => control.shadowRoot?.querySelector('input'), 'the text field opens');
    expect(control.checkValidity(), 'the field is empty').to.equal(true);
    input.value = '+1 650';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    expect(control.validity.badInput).to.equal(true);
    expect(control.form?.checkValidity()).to.equal(false);
    input.value = '+1 650 555 0199';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    input.dispatchEvent(new Event('change', {bubbles: true}));
    await until(() => control.value === '+16505550199', 'the number is the value after the field has lost the focus');
    expect(control.form?.checkValidity()).to.equal(true);
    expect(data(control)).to.equal('+16505550199');
  });
});
