import {css} from 'lit';

export const sessionStyles = css`
  :host { display: block; color: var(--_text); }

  .session {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: .35em .75em;
  }

  .who {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 .5em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .name { font-weight: 600; }
  .extension, .note { color: var(--_muted); }

  .mark {
    display: inline-block;
    align-self: center;
    inline-size: .6em;
    block-size: .6em;
    border: 2px solid var(--_muted);
    border-radius: 50%;
  }
  .mark.on { border-color: var(--_ok); background: var(--_ok); }
  .mark.over { border-color: var(--_error); }

  .message { flex-basis: 100%; margin: 0; overflow-wrap: anywhere; }
  .message:empty { display: none; }
  .problem { color: var(--_error); }
  .warning { color: var(--_wait); }

  @media (forced-colors: active) {
    .mark.on { background: CanvasText; }
    .problem, .warning { color: CanvasText; }
  }
`;
