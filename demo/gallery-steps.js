// Steps of a user that lead to a state of an element.
import {seconds} from './gallery-facts.js';

/** Clicks the element's button. */
export function press(element) {
  void element.updateComplete;
  element.shadowRoot.querySelector('button')?.click();
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
export async function later(run) {
  const {now} = performance;
  performance.now = () => now.call(performance) + seconds(2);
  await run();
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
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
