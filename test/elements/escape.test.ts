import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {callError} from '../../src/store/call-error.js';
import {cardText, mainControl, renderButton, settled, untilCard} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, until} from './support.js';

const busy = {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})} as const;

/** The cards of a button: how each is opened, and what it says. */
const CARDS: Readonly<Record<string, {prepare?(store: FakeStore): void; confirm?: 'always'; text: string}>> = {
  'a question': {confirm: 'always', text: 'Call Anna?'},
  'a ringing call': {text: 'Ringing your phone…'},
  'a failed call': {prepare: (store) => { store.callAnswer = busy; }, text: 'Anna is busy.'},
  'a refusal': {prepare: (store) => { store.refusal = callError('rate-limited'); }, text: 'Too many requests.'},
};

interface OpenCard {
  readonly dialog: HTMLDialogElement;
  readonly element: RcClickToCall;
}

async function openCard(name: string, isModal: boolean): Promise<OpenCard> {
  const {prepare, confirm = 'never', text} = CARDS[name]!;
  const store = fakeStore();
  prepare?.(store);
  const dialog = await fixture<HTMLDialogElement>(html`<dialog><input aria-label="Note"></dialog>`);
  if (isModal) dialog.showModal();
  else dialog.show();
  const element = await renderButton(store, {confirm, parent: dialog});
  mainControl(element).focus();
  mainControl(element).click();
  await untilCard(element, text);
  await settled(element);
  return {dialog, element};
}

const FOCUS: Readonly<Record<string, (open: OpenCard) => HTMLElement>> = {
  'the button': ({element}) => mainControl(element),
  'the card': ({element}) => byRole(element, 'button', 'Close')!,
  'the page': ({dialog}) => dialog.querySelector('input')!,
};

for (const name of Object.keys(CARDS)) {
  describe(`Escape with the card of ${name}`, () => {
    for (const [place, control] of Object.entries(FOCUS)) {
      for (const isModal of [true, false]) {
        const where = isModal ? 'a modal dialog' : 'the page';
        it(`closes the card and nothing else in ${where}, with the focus on ${place}`, async () => {
          const open = await openCard(name, isModal);
          control(open).focus();
          await sendKeys({press: 'Escape'});
          await until(() => !cardText(open.element), 'the card is closed');
          expect(open.dialog.open, 'the page\'s dialog is open').to.equal(true);
          if (!isModal) return;
          await sendKeys({press: 'Escape'});
          await until(() => !open.dialog.open, 'the second one closes the dialog');
        });
      }
    }

    it('returns the focus to the button', async () => {
      const open = await openCard(name, true);
      byRole(open.element, 'button', 'Close')!.focus();
      await sendKeys({press: 'Escape'});
      await until(() => !cardText(open.element), 'the card is closed');
      await settled(open.element);
      expect(open.element.shadowRoot!.activeElement === mainControl(open.element)).to.equal(true);
    });
  });
}
