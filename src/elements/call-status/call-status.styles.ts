import {css} from 'lit';

export const callStatusStyles = css`
  .calls:focus { outline: none; }

  /* As high as a call, so that the first call moves nothing. */
  .empty {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: .6em;
    min-block-size: calc(11.35em + 2px);
    border-style: dashed;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
  .empty svg { inline-size: 1.6em; block-size: 1.6em; margin: 0; }

  .call.connected .timer { color: var(--_ok); font-weight: 600; }

  /* The user's phone, a line, the other party. The line is solid once the first leg is up. */
  .legs {
    display: grid;
    grid-template-columns: auto minmax(1em, 1fr) minmax(0, auto);
    align-items: start;
    column-gap: .5em;
    margin-block: .75em;
  }
  .legs::before {
    content: '';
    grid-area: 1 / 2;
    margin-block-start: calc(1em - 1px);
    border-block-start: 2px dotted var(--_edge);
  }
  .legs:has(.answered)::before { border-block-start: 2px solid var(--_ok); opacity: .5; }
  .legs:has(.leg:last-child.connected)::before { border-block-start: 2px solid var(--_ok); }
  .leg {
    grid-row: 1;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: .5em;
    align-items: center;
  }
  .dot {
    grid-row: span 2;
    display: grid;
    place-items: center;
    inline-size: 2em;
    block-size: 2em;
    border: 1.5px solid var(--_state, var(--_edge));
    border-radius: 50%;
    background: color-mix(in srgb, var(--_state, transparent) 12%, var(--_surface));
    color: var(--_state, var(--_muted));
  }
  /* A name in the other writing direction stays on its own side. */
  .leg-name {
    justify-self: start;
    max-inline-size: 100%;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .leg:first-child .leg-name { white-space: normal; }
  .leg-state { font-size: .875em; color: var(--_state, var(--_muted)); }

  .ringing, .calling { --_state: var(--_wait); }
  .leg:is(.answered, .connected) { --_state: var(--_ok); }
  .leg:is(.busy, .no-answer, .failed, .not-connected) { --_state: var(--_error); }

  /* Sentences beside buttons, or above them where these leave no room for some words a line. Room
     for three lines, so that a card keeps its height all through. */
  .below {
    display: flex; flex-wrap: wrap; gap: .375em .75em; align-items: end; min-block-size: 4.025em;
  }
  .words { flex: 1 1 13rem; align-self: start; min-inline-size: 0; }
  .below .actions { max-inline-size: 100%; margin-inline-start: auto; justify-content: end; }
  .sentence { font-weight: 500; }
  .note { color: var(--_muted); font-size: .9375em; }
  .note.bad { color: var(--_error); }
  .limit { margin-block-end: .75em; font-variant-numeric: tabular-nums; color: var(--_wait); }

  /* Three buttons stand below the words: room for two lines of these. */
  .calls, .empty { --_button: max(2.25em, 36px); }
  @media (pointer: coarse) { .calls, .empty { --_button: max(2.25em, 44px); } }
  @container (inline-size < 36rem) {
    .empty { min-block-size: calc(10.4125em + var(--_button) + 2px); }
    .below { min-block-size: calc(3.0875em + var(--_button)); }
  }
  @container (inline-size < 28rem) {
    .action:is(.hang-up, .hold, .mute) { padding-inline: .45em; }
  }
  @container (inline-size < 30rem) {
    .actions:has(.keypad) .action { padding-inline: .45em; }
  }
  @container (inline-size < 17rem) {
    .legs { grid-template-columns: 1fr; gap: .6em; }
    .legs::before { display: none; }
    .leg { grid-row: auto; }
    .leg-name { white-space: normal; }
    .below { display: block; min-block-size: 0; }
    .below .actions { margin-block-start: .75em; }
  }
  @media (forced-colors: active) { .dot { border-color: CanvasText; } }
`;
