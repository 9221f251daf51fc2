import {css} from 'lit';

/** The card of a call button. */
export const callCardStyles = css`
  .message {
    position: fixed;
    inset: auto;
    z-index: 1;
    inline-size: max-content;
    max-inline-size: min(22rem, 100vw - 16px);
    padding: .75em;
    padding-inline-end: calc(max(2.25em, 36px) + .5em);
    max-block-size: calc(100vh - 16px);
    /* Engines round the width of the content differently. */
    overflow: hidden auto;
  }
  .message p { margin: 0; overflow-wrap: anywhere; }
  .message p + p { margin-block-start: .25em; color: var(--_muted); padding-inline-start: 1.6em; }
  .message p.error svg { color: var(--_error); }
  .message p:is(.wait, .ask) svg { color: var(--_wait); }
  .message p.connected svg { color: var(--_ok); }
  .message .clock { margin-inline-start: auto; color: var(--_ok); font-variant-numeric: tabular-nums; }
  .message .actions { margin-block-start: .65em; }
  .message .close { position: absolute; inset-block-start: .25em; inset-inline-end: .25em; }
  @media (forced-colors: active) { .message p svg { color: inherit !important; } }
  /* On paper the other party matters, not the progress of a call. */
  @media print { .message { display: none; } }
`;
