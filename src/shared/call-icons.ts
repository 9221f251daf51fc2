/** Icons that tell of a call; see `icons.ts`. */
import {html} from 'lit';
import type {TemplateResult} from 'lit';

export const stopIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>`;
export const doneIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>`;
export const warnIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4l9 16H3zM12 10v4.5M12 17.2v.3"/></svg>`;
export const waitIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/></svg>`;
export const ringIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6.5 17V11a5.5 5.5 0 0 1 11 0v6M4.5 17h15M10.5 20h3M12 3v2.5M2.5 9.5A8 8 0 0 1 5 5.5M21.5 9.5A8 8 0 0 0 19 5.5"/></svg>`;
