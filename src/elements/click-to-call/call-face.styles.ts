import {css} from 'lit';

/** The button during a call: needed from the first click on. */
export const callFaceStyles = css`
  /* The state of a call is shown in the colors of cards, whatever colors the idle button has. */
  :host(:not([size='small'])) .main:is(.cancel, .wait, .connected),
  :host(:not([size='small']):state(error)) .main {
    background: var(--_surface);
    border-color: var(--_edge);
    color: var(--_text);
  }
  :host(:not([size='small'])) .main:is(.cancel, .wait, .connected):hover,
  :host(:not([size='small']):state(error)) .main:hover { background: var(--_hover); }

  /* The room of the idle label is kept, so that neighbors do not move. Text that does not fit wraps
     out of sight: the clock, never the label. There is room for the longest label from the first click
     on. */
  .live-label { display: inline-grid; }
  .live-label::before, .live-label::after {
    content: attr(data-idle-label);
    grid-area: 1 / 1;
    visibility: hidden;
  }
  .live-label::before { content: attr(data-labels); block-size: 1lh; overflow: clip; white-space: pre; }
  .live-text {
    grid-area: 1 / 1;
    inline-size: 0;
    min-inline-size: 100%;
    block-size: 1lh;
    overflow: clip;
    white-space: normal;
    word-break: keep-all;
  }
  .live-text [data-clock]::before { content: attr(data-clock); }
  .main.cancel [part='icon'] { color: var(--_error); }
  .main.wait { opacity: 1; }
  .main.cancel[aria-disabled='true'] { opacity: .6; }
  .main.wait [part='icon'] { color: var(--_wait); }
  .main.connected [part='icon'] { color: var(--_ok); }
  :host(:state(error)) .main [part='icon'] { color: var(--_error); }
  .main.wait svg { animation: pulse 1.2s ease-in-out infinite alternate; }
  @keyframes pulse { to { opacity: .35; } }

  /* An answer that comes soon dims nothing. */
  @media (prefers-reduced-motion: no-preference) {
    .main.cancel[aria-disabled='true'] { transition: opacity .2s .3s; }
  }
  @media (prefers-reduced-motion: reduce) { .main.wait svg { animation: none; } }
  @media (forced-colors: active) {
    .main:is(.cancel, .wait, .connected) [part='icon'], :host(:state(error)) .main [part='icon'] { color: inherit; }
    :host(:not([size='small'])) .main:is(.cancel, .wait, .connected),
    :host(:not([size='small']):state(error)) .main { border-color: ButtonBorder; color: ButtonText; }
  }
  /* On paper the other party matters, not the progress of a call. */
  @media print {
    .live-text { display: none; }
    .live-label::after { visibility: visible; }
    :host(:not([size='small'])) .main:is(.cancel, .wait, .connected),
    :host(:not([size='small']):state(error)) .main { background: none; color: inherit; }
  }
`;
