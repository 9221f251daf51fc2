import {css} from 'lit';

export const inboundCallStyles = css`
  :host {
    display: block; container-type: inline-size;
    color: var(--_text); text-align: start; line-height: 1.4;
  }
  /* An empty box takes a gap in a grid. */
  @supports selector(:host(:state(calling))) {
    :host(:not(:state(calling))) { display: none; }
  }

  ul { list-style: none; margin: 0; padding: 0; }
  p { margin: 0; }

  .cards { display: grid; gap: .75em; }
  .card {
    box-sizing: border-box;
    display: grid;
    gap: .25em;
    padding: .9em 1em;
    border: 1px solid var(--_line);
    border-inline-start: 4px solid var(--_state, var(--_edge));
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  .card > * { min-inline-size: 0; }

  .head { display: flex; justify-content: space-between; align-items: baseline; gap: 1em; }
  .party { min-inline-size: 0; }
  .who { font-weight: 600; }
  .number { color: var(--_muted); }
  .timer {
    flex: none; color: var(--_muted); white-space: nowrap; font-variant-numeric: tabular-nums;
  }
  .detail, .way { color: var(--_muted); font-size: .9375em; }
  .state { color: var(--_state, var(--_muted)); font-weight: 500; }
  .matches { display: grid; gap: .5em; margin-block: .25em; }
  .matches a { color: inherit; display: inline-block; padding-block: .15em; font-weight: 500; }

  .ringing { --_state: var(--_wait); }
  .answered { --_state: var(--_ok); }
  .missed { --_state: var(--_error); }

  .actions { justify-content: end; margin-block-start: .4em; }
  @container (inline-size < 17rem) { .actions .action { flex: 1 1 auto; } }
  @media (pointer: coarse) { .matches a { padding-block: .6em; } }
  @media (forced-colors: active) {
    .card { border-color: CanvasText; }
    .matches a { color: LinkText; }
  }
  @media print { .actions { display: none; } }
`;
