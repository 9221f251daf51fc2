import {css} from 'lit';

export const callStatusStyles = css`
  :host { display: block; container-type: inline-size; color: var(--_text); text-align: start; line-height: 1.4; }

  ul, ol { list-style: none; margin: 0; padding: 0; }
  p { margin: 0; }

  .calls { display: grid; gap: .75em; }
  .calls:focus { outline: none; }

  .call, .empty {
    box-sizing: border-box;
    padding: .9em 1em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    overflow-wrap: anywhere;
  }
  .empty { border-style: dashed; color: var(--_muted); display: flex; gap: .6em; align-items: start; }
  .empty svg { margin-block-start: .12em; }

  .head { display: flex; justify-content: space-between; align-items: baseline; gap: 1em; }
  .party { display: flex; flex-wrap: wrap; gap: 0 .5em; }
  .who { font-weight: 600; }
  .number { font-weight: 400; color: var(--_muted); white-space: nowrap; }
  .timer { flex: none; white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--_muted); }
  .call.connected .timer { color: var(--_ok); font-weight: 600; }

  /* Your phone, a line, the other party: the line is drawn once the first leg is up. */
  .legs { display: grid; grid-template-columns: auto minmax(1em, 1fr) minmax(0, auto); align-items: start; column-gap: .5em; margin-block: .75em; }
  .legs::before { content: ''; grid-area: 1 / 2; margin-block-start: calc(1em - 1px); border-block-start: 2px dotted var(--_line); }
  .legs:has(.answered)::before { border-block-start: 2px solid var(--_ok); opacity: .5; }
  .legs:has(.connected)::before { border-block-start: 2px solid var(--_ok); }
  .leg { grid-row: 1; display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: .5em; align-items: center; }
  .dot {
    grid-row: span 2;
    display: grid;
    place-items: center;
    inline-size: 2em;
    block-size: 2em;
    border: 1.5px solid var(--_line);
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_muted);
  }
  .leg-name { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .leg-state { font-size: .875em; color: var(--_muted); }

  .ringing .dot { color: var(--_wait); border-color: var(--_wait); }
  .ringing .leg-state { color: var(--_wait); }
  :is(.answered, .connected) > .dot { color: var(--_ok); border-color: var(--_ok); }
  :is(.answered, .connected) > .leg-state { color: var(--_ok); }
  :is(.busy, .no-answer, .failed) > .dot { color: var(--_error); border-color: var(--_error); }
  :is(.busy, .no-answer, .failed) > .leg-state { color: var(--_error); }
  .ringing svg { animation: shake 1.4s ease-in-out infinite; transform-origin: 50% 20%; }
  @keyframes shake { 0%, 60%, 100% { rotate: 0deg; } 10%, 30%, 50% { rotate: 9deg; } 20%, 40% { rotate: -9deg; } }

  .sentence { font-weight: 500; }
  .note { color: var(--_muted); font-size: .9375em; }
  .note.bad { color: var(--_error); display: flex; gap: .45em; align-items: start; font-size: 1em; }
  .note.bad svg { margin-block-start: .12em; }
  .limit { display: flex; gap: .45em; align-items: start; margin-block-end: .75em; color: var(--_wait); }
  .limit svg { margin-block-start: .12em; }
  .actions { margin-block-start: .75em; }
  .timer, .limit { font-variant-numeric: tabular-nums; }

  @container (inline-size < 17rem) {
    .legs { grid-template-columns: 1fr; gap: .6em; }
    .legs::before { display: none; }
    .leg { grid-row: auto; }
    .actions .action { flex: 1 1 auto; }
  }
  @media (prefers-reduced-motion: reduce) { .ringing svg { animation: none; } }
  @media (forced-colors: active) { .call, .empty, .dot { border-color: CanvasText; } }
  @media print { .actions { display: none; } }
`;
