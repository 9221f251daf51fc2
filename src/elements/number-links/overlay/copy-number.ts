import {html} from 'lit';
import type {TemplateResult} from 'lit';
import {dialString} from '../../../phone/dialable-number.js';
import type {PageNumber} from '../scan/page-numbers.js';

export const copyIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 9h11v11H9zM15 9V4H4v11h5"/></svg>`;

/** Copies the number in a format that phones dial; resolves with false where the page must not. */
export async function copyNumber(pageNumber: PageNumber): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(dialString(pageNumber).replace(';ext=', ','));
    return true;
  } catch {
    return false;
  }
}
