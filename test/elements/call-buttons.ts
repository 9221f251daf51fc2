/** Call buttons of a test: rendered for a fake store, pressed and read as by a person. */
import {fixture, html} from '@open-wc/testing';
import '../../src/elements/click-to-call/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {parserPart} from '../../src/phone/parser-part.js';
import type {ErrorCode} from '../../src/store/types.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, nameOf, textOf, until} from './support.js';

export interface Person {
  readonly to: string;
  readonly name: string;
}

export const ANNA: Person = {to: '+16505550101', name: 'Anna'};
export const BOB: Person = {to: '+16505550102', name: 'Bob'};
/** Lives abroad. */
export const LONDON: Person = {to: '+442079460123', name: 'London'};

/** Longer than a control ignores clicks after its meaning has changed. */
const DELIBERATE_MS = 900;

interface ButtonOptions extends Partial<Person> {
  readonly confirm?: 'auto' | 'always' | 'never';
  /** Where to render; the test page if not given. */
  readonly parent?: Element;
}

export async function renderButton(store: FakeStore, options: ButtonOptions = {}): Promise<RcClickToCall> {
  const {to, name, confirm = 'never', parent} = {...ANNA, ...options};
  const place = parent ?? await fixture<HTMLElement>(html`<div></div>`);
  const element = document.createElement('rc-click-to-call');
  Object.assign(element, {to, name, confirm, account: store.account});
  place.append(element);
  await element.updateComplete;
  return element;
}

export function mainControl(element: RcClickToCall): HTMLElement {
  const control = element.shadowRoot?.querySelector<HTMLElement>('[part~=button]');
  if (!control) throw new Error('There is no main control.');
  return control;
}

/** The parser has read the button's number. */
export async function numberRead(element: RcClickToCall): Promise<void> {
  await parserPart.whenLoaded();
  await element.updateComplete;
}

/** The accessible name of the main control. */
export const faceOf = (element: RcClickToCall): string => nameOf(mainControl(element));

/** A click that is no rest of a double click. */
export const press = (control: HTMLElement): Promise<void> => later(DELIBERATE_MS, () => control.click());

/** Presses a button in the card. */
export async function answer(element: RcClickToCall, name: string): Promise<void> {
  const control = await until(() => byRole(element, 'button', name), `the card has "${name}"`);
  await press(control);
}

/** What the open card says; empty where no card can be seen. */
export function cardText(element: RcClickToCall): string {
  const card = element.shadowRoot?.querySelector<HTMLElement>('[part~=message]');
  if (!card?.matches(':popover-open')) return '';
  return card.checkVisibility({visibilityProperty: true}) ? textOf(card) : '';
}

export const untilCard = (element: RcClickToCall, text: string): Promise<boolean> =>
  until(() => cardText(element).includes(text), `the card says "${text}"; it says "${cardText(element)}"`);

export const untilFace = (element: RcClickToCall, name: string): Promise<boolean> =>
  until(() => faceOf(element) === name, `the button is named "${name}"; it is named "${faceOf(element)}"`);

/** The code with which `call()` rejects, or `placed`. */
export const outcomeOf = (call: Promise<unknown>): Promise<ErrorCode | 'placed'> =>
  call.then(() => 'placed', ({code}: {code: ErrorCode}) => code);

/** Everything that was asked for has been drawn. */
export async function settled(element: RcClickToCall): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
  }
}

/** What live regions say, through all shadow roots. */
export function heardText(root: ParentNode = document): string {
  const texts = Array.from(root.querySelectorAll('*')).map((element) => {
    const own = element.matches('[role=status]') ? element.textContent ?? '' : '';
    return element.shadowRoot ? own + heardText(element.shadowRoot) : own;
  });
  return texts.filter(Boolean).join(' ');
}
