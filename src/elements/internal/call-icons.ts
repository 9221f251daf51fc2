/** Icons for the states of a call; see `icons.ts`. */
import {html} from 'lit';
import type {TemplateResult} from 'lit';

export const stopIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>`;
export const doneIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>`;
export const warnIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4l9 16H3zM12 10v4.5M12 17.2v.3"/></svg>`;
export const waitIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/></svg>`;
export const ringIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 4h4l1.5 4.5-2.3 1.7a13 13 0 0 0 5.6 5.6l1.7-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4zM14.5 6A4.5 4.5 0 0 1 18 9.5M15 2.5A8 8 0 0 1 21.5 9"/></svg>`;
export const hangUpIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 14.5v-2.3C5.2 9.6 8.4 8.5 12 8.5s6.8 1.1 9 3.7v2.3a1.2 1.2 0 0 1-1.5 1.2l-3.3-.8a1.2 1.2 0 0 1-.9-1.2v-1.6a12 12 0 0 0-6.6 0v1.6a1.2 1.2 0 0 1-.9 1.2l-3.3.8A1.2 1.2 0 0 1 3 14.5z"/></svg>`;
export const holdIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5.5v13M15 5.5v13"/></svg>`;
export const muteIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 9.5V6a3 3 0 0 1 6 0v5M9 9v2.5a3 3 0 0 0 4.5 2.6M5.5 11a6.5 6.5 0 0 0 10.3 5.3M18.5 11a6.5 6.5 0 0 1-.7 3M12 17.5v3M4 4l16 16"/></svg>`;
export const keypadIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 5v.01M12 5v.01M18 5v.01M6 11v.01M12 11v.01M18 11v.01M6 17v.01M12 17v.01M18 17v.01M12 22v.01" stroke-width="3"/></svg>`;
