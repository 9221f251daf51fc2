import {css} from 'lit';

export const sessionStyles = css`
  :host { display: block; color: var(--_text); line-height: 1.4; }

  .session {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: .35em .75em;
    /* The content below must not move when the button is rendered. */
    min-block-size: max(2.25em, 36px);
  }

  .who {
    display: inline-flex;
    align-items: center;
    gap: .5em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .user { display: flex; flex-wrap: wrap; gap: 0 .5em; min-inline-size: 0; }
  .name { font-weight: 600; }
  .extension, .note { color: var(--_muted); }

  /* Filled, empty or crossed out: color alone must not tell the states apart. */
  .mark {
    flex: none;
    box-sizing: border-box;
    inline-size: .75em;
    block-size: .75em;
    border: 2px solid var(--_muted);
    border-radius: 50%;
  }
  .mark.on { border-color: var(--_ok); background: var(--_ok); }
  .mark.over {
    border-color: var(--_error);
    background: linear-gradient(to top right, transparent 42%, var(--_error) 42% 58%, transparent 58%);
  }
  .mark.busy { border-inline-start-color: transparent; animation: turn 1s linear infinite; }
  @keyframes turn { to { rotate: 1turn; } }

  .message { flex-basis: 100%; margin: 0; overflow-wrap: anywhere; }
  /* Stays in the page while it is empty: a live region must be there before its text. */
  .message:empty { position: absolute; }
  .problem { color: var(--_error); }
  .warning { color: var(--_wait); }

  @media (prefers-reduced-motion: reduce) { .mark.busy { animation: none; } }
  @media (forced-colors: active) {
    .mark { border-color: CanvasText; }
    .mark.on { background: CanvasText; forced-color-adjust: none; }
    .mark.over { background: none; }
    .problem, .warning { color: CanvasText; }
  }
  @media print { .action, .message { display: none; } }
`;
