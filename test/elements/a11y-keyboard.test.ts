import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/call-status/define.js';
import '../../src/elements/number-select/define.js';
import '../../src/elements/session/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import type {RcSession} from '../../src/elements/session/session.js';
import {mainControl} from './call-buttons.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, until} from './support.js';

/** The focused element, through all shadow roots. */
function focusedElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

const focusedText = (): string => focusedElement()?.getAttribute('aria-label') ?? focusedElement()?.textContent?.trim() ?? '';

async function renderButton(store: FakeStore, properties: Partial<RcClickToCall> = {}): Promise<RcClickToCall> {
  const element = await fixture<RcClickToCall>(html`<rc-click-to-call to="+16505550101" name="Anna" account=${store.account}></rc-click-to-call>`);
  Object.assign(element, properties);
  element.focus();
  await element.updateComplete;
  return element;
}

const cardOf = (element: RcClickToCall): HTMLElement | null => element.shadowRoot!.querySelector('.message');

describe('keyboard', () => {
  for (const [name, key] of [['Enter', 'Enter'], ['Space', ' ']] as const) {
    it(`${name} calls, and the focus stays on the button when it becomes "Cancel"`, async () => {
      const store = fakeStore();
      const element = await renderButton(store);
      const main = mainControl(element);
      await sendKeys({press: key});
      await until(() => byRole(element, 'button', 'Cancel call to Anna'), 'Cancel is offered');
      expect(focusedElement() === main, 'the same button has the focus').to.equal(true);
      expect(focusedText()).to.equal('Cancel call to Anna');
      await until(() => store.requests.length > 0, 'the call is placed');
      expect(store.requests).to.have.length(1);
    });

    it(`${name} cancels, but not as the rest of a double press`, async () => {
      const store = fakeStore();
      const element = await renderButton(store);
      await element.call();
      await sendKeys({press: key});
      expect(store.canceled).to.have.length(0);
      await later(2000, () => sendKeys({press: key}));
      expect(store.canceled).to.have.length(1);
    });
  }

  it('Escape closes the card of a ringing call, ends nothing, and leaves the focus on the button', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    await element.call();
    await until(() => cardOf(element), 'the card is shown');
    await sendKeys({press: 'Escape'});
    await until(() => !cardOf(element), 'the card is closed');
    expect(store.canceled).to.have.length(0);
    expect(store.calls.get()[0]?.phase).to.equal('ringing-caller');
    expect(focusedText()).to.equal('Cancel call to Anna');
    await sendKeys({press: 'Escape'});
    await sendKeys({press: 'Escape'});
    expect(store.canceled, 'a second and third Escape, too').to.have.length(0);
  });

  it('Escape in the card closes it and returns the focus to the button', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    await element.call();
    await until(() => cardOf(element), 'the card is shown');
    await sendKeys({press: 'Tab'});
    expect(focusedText()).to.equal('Close');
    await sendKeys({press: 'Escape'});
    await until(() => !cardOf(element), 'the card is closed');
    expect(focusedText()).to.equal('Cancel call to Anna');
    expect(store.canceled).to.have.length(0);
  });

  it('the close button returns the focus, too', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    await element.call();
    await until(() => cardOf(element), 'the card is shown');
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Enter'});
    await until(() => !cardOf(element), 'the card is closed');
    expect(focusedText()).to.equal('Cancel call to Anna');
  });

  it('a question takes the focus, and Escape answers no and returns it', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    await sendKeys({press: 'Enter'});
    await until(() => focusedText() === 'Call' && focusedElement() !== mainControl(element), 'the question has the focus');
    await sendKeys({press: 'Escape'});
    await until(() => !cardOf(element), 'the question is gone');
    expect(focusedElement() === mainControl(element)).to.equal(true);
    expect(store.requests).to.have.length(0);
  });

  it('Tab goes from the button through its card in reading order', async () => {
    const store = fakeStore();
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: {code: 'busy', leg: 'callee', message: ''}};
    const element = await renderButton(store);
    await element.call();
    await until(() => byRole(element, 'button', 'Try again'), 'another try is offered');
    const order: string[] = [];
    for (let index = 0; index < 3; index++) {
      await sendKeys({press: 'Tab'});
      order.push(focusedText());
    }
    expect(order).to.deep.equal(['Try again', 'Call with your phone app', 'Close']);
  });

  it('a card that opens by itself takes no focus', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    const other = await fixture<HTMLInputElement>(html`<input aria-label="Note">`);
    const called = element.call();
    other.focus();
    await called;
    await until(() => cardOf(element), 'the card is shown');
    expect(focusedElement() === other).to.equal(true);
  });

  it('Escape in the status panel ends nothing', async () => {
    const store = fakeStore();
    const call = aCall('ringing-caller');
    store.calls.set([call]);
    const panel = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
    byRole(panel, 'button', 'Cancel call to Anna')!.focus();
    await sendKeys({press: 'Escape'});
    expect(store.canceled).to.have.length(0);
  });

  it('dismissing a call moves the focus to the next one, then to the list', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ended', {endedAt: Date.now()}), aCall('canceled', {endedAt: Date.now(), name: 'Ben'})]);
    const panel = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
    byRole(panel, 'button', 'Dismiss')!.focus();
    await sendKeys({press: 'Enter'});
    await until(() => store.calls.get().length === 1 && focusedText() === 'Dismiss', 'the other call has the focus');
    await sendKeys({press: 'Enter'});
    await until(() => focusedElement()?.matches('.calls'), 'the list has the focus');
  });

  it('Escape leaves the box for another number, and returns the focus to the list', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'ready', options: [{number: '+16505550151', kind: 'mobile'}]});
    const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
    const select = element.shadowRoot!.querySelector('select')!;
    select.value = 'other';
    select.dispatchEvent(new Event('change'));
    await until(() => focusedElement()?.matches('input'), 'the box has the focus');
    await sendKeys({press: 'Escape'});
    await until(() => focusedElement()?.matches('select'), 'the list has the focus');
    expect(element.value).to.equal('');
  });

  it('Escape in the box for another number closes no dialog around it', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'ready', options: [{number: '+16505550151', kind: 'mobile'}]});
    const dialog = await fixture<HTMLDialogElement>(html`<dialog><rc-number-select account=${store.account}></rc-number-select></dialog>`);
    dialog.showModal();
    const select = dialog.querySelector('rc-number-select')!.shadowRoot!.querySelector('select')!;
    select.value = 'other';
    select.dispatchEvent(new Event('change'));
    await until(() => focusedElement()?.matches('input'), 'the box has the focus');
    await sendKeys({press: 'Escape'});
    await until(() => focusedElement()?.matches('select'), 'the list has the focus');
    expect(dialog.open).to.equal(true);
    await sendKeys({press: 'Escape'});
    await until(() => !dialog.open, 'the next one closes it');
  });

  it('the focus stays on the button that signs in and out', async () => {
    const store = fakeStore('signed-out');
    const element = await fixture<RcSession>(html`<rc-session account=${store.account}></rc-session>`);
    await until(() => byRole(element, 'button', 'Sign in'), 'the user can sign in');
    byRole(element, 'button')!.focus();
    for (const [state, name] of [['signing-in', 'Show the sign-in window'], ['ready', 'Sign out Sam'], ['signed-out', 'Sign in']] as const) {
      store.setSession(state);
      await element.updateComplete;
      expect(focusedText()).to.equal(name);
    }
  });

  it('a double click and a held key sign out, and do not sign in again', async () => {
    const store = fakeStore('ready');
    const element = await fixture<RcSession>(html`<rc-session account=${store.account}></rc-session>`);
    await until(() => byRole(element, 'button', 'Sign out Sam'), 'the user can sign out');
    const button = byRole(element, 'button')!;
    const requested: string[] = [];
    store.signOut = () => {
      requested.push('out');
      store.setSession('signed-out');
      return Promise.resolve();
    };
    store.signIn = () => {
      requested.push('in');
      return Promise.resolve();
    };
    for (const detail of [1, 2]) {
      button.dispatchEvent(new MouseEvent('click', {detail, bubbles: true, composed: true}));
      await element.updateComplete;
    }
    expect(requested).to.deep.equal(['out']);
    const isPressed = button.dispatchEvent(new KeyboardEvent('keydown', {
      key: 'Enter', repeat: true, bubbles: true, composed: true, cancelable: true,
    }));
    expect(isPressed, 'a held key presses once').to.equal(false);
  });
});
