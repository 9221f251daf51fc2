import {css} from 'lit';

/** Goes with `actions.styles.ts`. */
export const phoneControlsStyles = css`
  .phone-controls {
    display: grid; grid-template-columns: minmax(0, 1fr); gap: .75em; margin-block-start: .75em;
  }
  .phone-controls:empty { display: none; }
  .send-keys, .pad { justify-self: end; }

  .pad {
    box-sizing: border-box; inline-size: min(15em, 100%); padding: 6px;
    border: 1px solid var(--_line); border-radius: var(--_radius);
  }
  /* The newest digits stay in sight. */
  .sent { display: flex; direction: ltr; justify-content: end; overflow: hidden; min-block-size: 1.6em; }
  .keys { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6px; }
  .key { min-block-size: 44px; }

  .sound { display: flex; flex-wrap: wrap; gap: .75em 1.5em; font-size: .9375em; }
  .device {
    flex: 1 1 11rem; min-inline-size: 0;
    display: grid; grid-template-columns: auto minmax(2em, 1fr); gap: .3em .75em; align-items: center;
  }
  .level { block-size: .5em; overflow: hidden; border: 1px solid var(--_edge); border-radius: 1em; }
  .level::before {
    content: ''; display: block; block-size: 100%; inline-size: calc(100% * var(--_level, 0));
    background: var(--_ok);
  }
  .device select { grid-column: 1 / -1; min-inline-size: 0; min-block-size: 44px; }
  .device option { background: var(--_surface); color: var(--_text); }

  @media (forced-colors: active) {
    .level::before { background: Highlight; forced-color-adjust: none; }
  }
`;
