/** Icons on a 24-unit grid, in the text's color. Inline, since a strict policy allows no images. */
import {html} from 'lit';
import type {TemplateResult} from 'lit';

export const phoneIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 4h4l1.5 4.5-2.3 1.7a13 13 0 0 0 5.6 5.6l1.7-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z"/></svg>`;
export const textIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v11H10l-4.5 4v-4H4zM8 9.3h8M8 12.2h5"/></svg>`;
