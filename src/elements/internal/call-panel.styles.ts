import {css} from 'lit';

/** Panels of calls: the box of a call, with the other party and the time. */
export const callPanelStyles = css`
  :host {
    display: block; container-type: inline-size;
    color: var(--_text); text-align: start; line-height: 1.4;
  }

  ul, ol { list-style: none; margin: 0; padding: 0; }
  p { margin: 0; }

  .calls { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75em; }

  .call, .empty {
    box-sizing: border-box;
    padding: .9em 1em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_text);
    overflow-wrap: anywhere;
  }

  .head { display: flex; justify-content: space-between; align-items: baseline; gap: 1em; }
  .party { display: flex; flex-wrap: wrap; gap: 0 .5em; min-inline-size: 0; }
  /* A long name in the other writing direction begins where the other lines do. */
  .who { font-weight: 600; text-align: -webkit-match-parent; text-align: match-parent; }
  .number { font-weight: 400; color: var(--_muted); white-space: nowrap; }
  .timer {
    flex: none; color: var(--_muted); white-space: nowrap; font-variant-numeric: tabular-nums;
  }

  .ringing svg { animation: shake 1.4s ease-in-out infinite; transform-origin: 50% 20%; }
  @keyframes shake {
    0%, 60%, 100% { rotate: 0deg; }
    10%, 30%, 50% { rotate: 9deg; }
    20%, 40% { rotate: -9deg; }
  }

  @container (inline-size < 17rem) { .head { gap: .5em; } .actions .action { flex: 1 1 auto; } }
  @media (prefers-reduced-motion: reduce) { .ringing svg { animation: none; } }
  @media (forced-colors: active) { .call, .empty { border-color: CanvasText; } }
  @media print { .actions { display: none; } }
`;
