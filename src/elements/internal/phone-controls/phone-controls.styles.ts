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
  .sent { min-block-size: 1.6em; text-align: end; }
  .keys { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6px; }
  .key, .device select { min-block-size: 44px; min-inline-size: 0; }

  .sound { display: flex; flex-wrap: wrap; gap: .75em 1.5em; font-size: .9375em; }
  .device {
    flex: 1 1 11rem; min-inline-size: 0;
    display: grid;
    grid-template-columns: auto minmax(2em, 1fr);
    gap: .3em .75em;
    align-items: center;
  }
  .level { overflow: hidden; border: 1px solid var(--_edge); border-radius: 1em; }
  /* A border is drawn in forced colors, too. */
  .level::before {
    content: ''; display: block; inline-size: calc(100% * var(--_level, 0));
    border-block-end: .5em solid var(--_ok);
  }
  .device select { grid-column: 1 / -1; text-overflow: ellipsis; }
  .device option { background: var(--_surface); color: var(--_text); }
`;
