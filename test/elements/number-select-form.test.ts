/**
 * The number select as a form control, beside a native select with the same options: whatever a form, a label or a
 * script does to both, both must answer the same.
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

/** One control in a form of its own, with everything that it and the form say. */
interface Side {
  readonly control: Control;
  readonly form: HTMLFormElement;
  readonly fieldset: HTMLFieldSetElement;
  readonly heard: string[];
  /** As a person picks an option. */
  pick(value: string): void;
}

const selectOf = (control: Control): HTMLSelectElement => {
  const select = control instanceof HTMLSelectElement ? control : control.shadowRoot?.querySelector('select');
  if (!select) throw new Error('There is no select.');
  return select;
};

function side(form: HTMLFormElement): Side {
  const control = form.querySelector<Control>('[data-control]');
  const fieldset = form.querySelector('fieldset');
  if (!control || !fieldset) throw new Error('The form is empty.');
  const heard: string[] = [];
  for (const type of ['input', 'change', 'invalid', 'submit', 'reset']) {
    form.addEventListener(type, (event) => {
      heard.push(`${type} of ${event.target === form ? 'form' : event.target === control ? 'control' : 'something inside'}`
        + ` bubbles ${event.bubbles} cancelable ${event.cancelable}`);
      if (type !== 'reset') event.preventDefault();
    }, {capture: true});
  }
  return {control, form, fieldset, heard, pick(value) {
    const select = selectOf(control);
    select.value = value;
    select.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
    select.dispatchEvent(new Event('change', {bubbles: true}));
  }};
}

/** Everything that page and form can know of a control. */
function facts({control, form, fieldset, heard}: Side): Record<string, unknown> {
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
    // Chromium finds disabled custom elements `:valid`, and says so to nobody who asks for `validity`.
    matches: [...control.willValidate ? [':valid'] : [], ':invalid', ':disabled', ':enabled'].map((selector) => control.matches(selector)),
    fieldsetMatches: fieldset.matches(':invalid'),
    labels: Array.from(control.labels, (label) => label.firstChild?.nodeValue?.trim()),
    heard: heard.splice(0),
  };
}

async function sides(required = false, store: FakeStore = fakeStore()): Promise<{ours: Side; native: Side; store: FakeStore}> {
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
  const [ours, native] = Array.from(page.querySelectorAll('form'), side);
  if (!ours || !native) throw new Error('The page is empty.');
  await (ours.control as RcNumberSelect).updateComplete;
  return {ours, native, store};
}

/** Done to both, and compared at once and again when our element has drawn. */
const DEEDS: readonly (readonly [string, (side: Side) => void])[] = [
  ['nothing', () => undefined],
  ['a person picks', ({pick}) => pick(A.number)],
  ['a person picks twice', ({pick}) => { pick(A.number); pick(B.number); }],
  ['a person picks, and the default again', ({pick}) => { pick(A.number); pick(''); }],
  ['a script sets the value: no event', ({control}) => { control.value = B.number; }],
  ['reset after a pick', ({pick, form}) => { pick(A.number); form.reset(); }],
  ['reset after a script', ({control, form}) => { control.value = B.number; form.reset(); }],
  ['reset with nothing to reset', ({form}) => form.reset()],
  ['another name', ({control}) => { control.name = 'telephone'; }],
  ['another name by attribute', ({control}) => control.setAttribute('name', 'telephone')],
  ['no name', ({control}) => { control.name = ''; }],
  ['no name attribute', ({control}) => control.removeAttribute('name')],
  ['required', ({control}) => { control.required = true; }],
  ['required by attribute', ({control}) => control.toggleAttribute('required', true)],
  ['required, then picked', ({control, pick}) => { control.required = true; pick(A.number); }],
  ['required, picked and reset', ({control, pick, form}) => { control.required = true; pick(A.number); form.reset(); }],
  ['required no more', ({control}) => { control.required = true; control.required = false; }],
  ['disabled', ({control}) => { control.disabled = true; }],
  ['disabled by attribute', ({control}) => control.toggleAttribute('disabled', true)],
  ['disabled and enabled', ({control}) => { control.disabled = true; control.disabled = false; }],
  ['disabled with a value', ({control}) => { control.value = A.number; control.disabled = true; }],
  ['required and disabled', ({control}) => { control.required = true; control.disabled = true; }],
  ['fieldset disabled', ({fieldset}) => { fieldset.disabled = true; }],
  ['fieldset disabled and enabled', ({fieldset}) => { fieldset.disabled = true; fieldset.disabled = false; }],
  ['required in a disabled fieldset', ({control, fieldset}) => { control.required = true; fieldset.disabled = true; }],
  ['own message', ({control}) => control.setCustomValidity('Not this one')],
  ['own message, taken back', ({control}) => { control.setCustomValidity('No'); control.setCustomValidity(''); }],
  ['own message beside a missing value', ({control}) => { control.required = true; control.setCustomValidity('Not this one'); }],
  ['own message stays over a pick and a reset', ({control, pick, form}) => { control.setCustomValidity('Not this one'); pick(A.number); form.reset(); }],
  ['checkValidity where it is valid', ({control}) => { control.checkValidity(); }],
  ['checkValidity where a value is missing', ({control}) => { control.required = true; control.checkValidity(); }],
  ['reportValidity where a value is missing', ({control}) => { control.required = true; control.reportValidity(); }],
  ['submit by script', ({form}) => form.requestSubmit()],
  ['submit where a value is missing', ({control, form}) => { control.required = true; form.requestSubmit(); }],
  ['submit where the missing one is disabled', ({control, form}) => { control.required = control.disabled = true; form.requestSubmit(); }],
  ['submit button', ({pick, form}) => { pick(A.number); form.querySelector('button')?.click(); }],
  ['no label any more', ({form}) => form.querySelector('label')?.remove()],
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
  for (const [deed, act] of DEEDS) {
    it(deed, async () => {
      const {ours, native} = await sides();
      act(ours);
      act(native);
      // The native text of a message is the browser's, ours is ours: only that there is one is compared.
      const wanted = facts(native);
      expect(facts(ours), 'at once').to.deep.equal(wanted);
      await (ours.control as RcNumberSelect).updateComplete;
      // Asking for the facts fires `invalid` where they are bad, so both are asked the same number of times.
      expect(facts(ours), 'drawn').to.deep.equal(facts(native));
    });
  }

  it('starts required', async () => {
    const {ours, native} = await sides(true);
    expect(facts(ours)).to.deep.equal(facts(native));
  });

  it('takes the focus by its label, by script and by the keyboard', async () => {
    const {ours, native} = await sides();
    for (const {form, control} of [ours, native]) {
      form.querySelector('label')?.click();
      await until(() => document.activeElement === control, 'the label gives it the focus');
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

  it('is where the browser leads to when a value is missing', async () => {
    for (const {form, control} of Object.values(await sides(true)).filter((one): one is Side => 'form' in one)) {
      form.requestSubmit();
      expect(control.validationMessage).to.not.equal('');
      control.reportValidity();
      if (!control.matches(':focus, :focus-within')) control.focus();
      expect(document.activeElement === control).to.equal(true);
    }
  });

  it('is picked by keyboard, and says so like a native select', async () => {
    const {ours, native} = await sides();
    for (const one of [ours, native]) {
      one.control.focus();
      await sendKeys({press: 'ArrowDown'});
      await until(() => one.control.value === A.number, 'the first number is chosen');
    }
    expect(facts(ours)).to.deep.equal(facts(native));
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

  it('keeps a value that is set before the numbers are there', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'loading', options: []});
    const control = await element(store);
    control.value = B.number;
    await control.updateComplete;
    expect(control.value).to.equal(B.number);
    expect(data(control)).to.equal(B.number);
    expect(selectOf(control).value).to.equal(B.number);
    expect(selectOf(control).querySelector('optgroup'), 'nobody typed it').to.equal(null);
    store.fromNumbers.set({state: 'ready', options: [A, B]});
    await control.updateComplete;
    expect(selectOf(control).value).to.equal(B.number);
    expect(selectOf(control).selectedOptions[0]?.text).to.contain('Home');
  });

  it('keeps a value that is set before there is a session, and then chooses it', async () => {
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

  it('keeps a value that is set before it is on the page', async () => {
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

  it('yields its default to what was chosen before, and resets to it', async () => {
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

  it('has the default, not nothing at all, where a script sets what is no number', async () => {
    const control = await element(fakeStore());
    for (const none of ['none', 'other', '555', 'javascript:alert(1)']) {
      control.value = B.number;
      control.value = none;
      await control.updateComplete;
      expect(control.value).to.equal('');
      expect(data(control)).to.equal('');
      expect(selectOf(control).selectedIndex).to.equal(0);
    }
  });

  it('follows its default until somebody chooses', async () => {
    const control = await element(fakeStore('signed-out'), A.number);
    control.setAttribute('value', B.number);
    expect(control.value).to.equal(B.number);
    control.value = A.number;
    control.setAttribute('value', '+16505550113');
    expect(control.value).to.equal(A.number);
  });

  it('restores what was chosen when the person comes back, also before there is a session', async () => {
    for (const state of ['ready', 'restoring'] as const) {
      const store = fakeStore(state);
      const control = await element(store);
      let events = 0;
      control.addEventListener('change', () => events++);
      control.formStateRestoreCallback(B.number);
      await control.updateComplete;
      expect(control.value).to.equal(B.number);
      expect(data(control)).to.equal(B.number);
      store.setSession('ready');
      await control.updateComplete;
      expect(control.value).to.equal(B.number);
      expect(store.choices.get().from).to.equal(B.number);
      expect(events).to.equal(0);
    }
  });

  it('does not take a restored default for a choice', async () => {
    const store = fakeStore();
    store.choices.set({from: A.number});
    const control = await element(store);
    control.formStateRestoreCallback(null);
    expect(control.value).to.equal(A.number);
  });

  it('shows nothing of the last person after signing out', async () => {
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

  it('holds a form back while a typed number is not whole', async () => {
    const store = fakeStore();
    const control = await element(store);
    const select = selectOf(control);
    select.value = 'other';
    select.dispatchEvent(new Event('change', {bubbles: true}));
    const input = await until(() => control.shadowRoot?.querySelector('input'), 'a box to type in');
    expect(control.checkValidity(), 'nothing is typed yet').to.equal(true);
    input.value = '+1 650';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    expect(control.validity.badInput).to.equal(true);
    expect(control.form?.checkValidity()).to.equal(false);
    input.value = '+1 650 555 0199';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    input.dispatchEvent(new Event('change', {bubbles: true}));
    await until(() => control.value === '+16505550199', 'the number is taken when the box is left');
    expect(control.form?.checkValidity()).to.equal(true);
    expect(data(control)).to.equal('+16505550199');
  });
});
