// Steps of a user that lead to a state of an element.
import {seconds} from './gallery-facts.js';

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 10));

/** Clicks the element's button. */
export function press(element) {
  void element.updateComplete;
  element.shadowRoot.querySelector('button')?.click();
}

/** Presses a button of a call's row, once it no longer ignores presses. */
export const pressPart = (part) => async (element) => {
  await element.updateComplete;
  later(() => element.shadowRoot.querySelector(`[part=${part}]`).click());
};

/** Presses "Hang up" on a call button. */
export async function hangUp(element) {
  await untilCallIsShown(element);
  later(() => press(element));
}

/** Opens the menu of a button with several numbers. Its code loads meanwhile. */
export async function openMenu(element) {
  await element.updateComplete;
  press(element);
  while (!element.shadowRoot.querySelector('[part=menu]')) await nextTurn();
}

/** Clicks the number in a text, which opens its card. Its code loads meanwhile. */
export async function openNumberCard(element) {
  while (!element.shadowRoot.querySelector('[data-rc-ignore]')) {
    clickNumber(element.querySelector('p').firstChild);
    await nextTurn();
  }
}

function clickNumber(text) {
  const range = document.createRange();
  range.setStart(text, text.data.indexOf('('));
  range.setEnd(text, text.data.indexOf(')'));
  const {left, width, top, height} = range.getBoundingClientRect();
  text.parentElement.dispatchEvent(new MouseEvent('click', {
    bubbles: true, composed: true, clientX: left + width / 2, clientY: top + height / 2,
  }));
}

/** Clicks the element's link, without leaving the gallery for another app. */
export function followLink(element) {
  void element.updateComplete;
  const link = element.shadowRoot.querySelector('a[href]');
  link?.addEventListener('click', (event) => event.preventDefault(), {once: true});
  link?.click();
}

/**
 * Moves the page's clock on while `run` does its work: a button ignores a click that may be the
 * second one of a double click.
 */
export function later(run) {
  const {now} = performance;
  performance.now = () => now.call(performance) + seconds(2);
  run();
  performance.now = now;
}

export const placeCall = (element) => void element.call().catch(() => undefined);

/** Types another number into a number list, and presses Enter unless the field is empty. */
export const typeOtherNumber = (text) => async (element) => {
  await element.updateComplete;
  const select = element.shadowRoot.querySelector('select');
  select.value = 'other';
  select.dispatchEvent(new Event('change'));
  await element.updateComplete;
  const input = element.shadowRoot.querySelector('input[part]');
  input.value = text;
  input.dispatchEvent(new InputEvent('input', {inputType: 'deleteContent'}));
  if (!text) return;
  await element.updateComplete;
  input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', cancelable: true}));
};

/** A button shows a call to its number by itself, as soon as the code for that has loaded. */
export async function untilCallIsShown(element) {
  void element.updateComplete;
  while (!element.matches(':state(placing), :state(active)')) {
    await nextTurn();
  }
}
