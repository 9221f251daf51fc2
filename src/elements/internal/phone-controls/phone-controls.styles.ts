import {css} from 'lit';

/** Goes with `actions.styles.ts`. */
export const phoneControlsStyles = css`
  .phone-controls { display: grid; gap: .75em; margin-block-start: .75em; }
  .phone-controls:empty { display: none; }
  .phone-controls .send-keys { justify-self: end; }

  .pad {
    box-sizing: border-box;
    justify-self: end;
    inline-size: min(15em, 100%);
    padding: .5em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  /* The newest digits stay in sight. */
  .sent {
    display: flex; direction: ltr; justify-content: end; overflow: hidden;
    min-block-size: 1.4em; padding-inline: .25em; margin-block-end: .4em;
    font-size: 1.125em; font-variant-numeric: tabular-nums; white-space: nowrap; letter-spacing: .08em;
  }
  .keys { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6px; }
  .key { min-block-size: 44px; font-size: 1.125em; font-variant-numeric: tabular-nums; }
  .pad .note { margin-block-start: .4em; }

  .sound {
    display: flex; flex-wrap: wrap; gap: .5em 1.5em;
    padding-block-start: .75em; border-block-start: 1px solid var(--_line);
    font-size: .9375em;
  }
  .device {
    flex: 1 1 11rem; min-inline-size: 0;
    display: grid; grid-template-columns: auto minmax(2.5em, 1fr); gap: .3em .75em; align-items: center;
    align-content: start;
  }
  .device label, .device > span:first-child { color: var(--_muted); }
  .level {
    block-size: .5em; overflow: hidden;
    border-radius: 1em; background: color-mix(in srgb, var(--_muted) 25%, var(--_surface));
  }
  .level::before {
    content: ''; display: block; block-size: 100%; inline-size: calc(100% * var(--_level, 0));
    border-radius: inherit; background: var(--_ok);
  }
  .device select {
    grid-column: 1 / -1;
    box-sizing: border-box; inline-size: 100%; min-inline-size: 0; min-block-size: max(2.5em, 44px);
    margin: 0; padding: .25em .5em;
    border: 1px solid var(--_edge); border-radius: var(--_radius);
    background-color: var(--_surface); color: var(--_text);
    font: inherit; line-height: 1.25; text-overflow: ellipsis;
  }
  .device option { background: var(--_surface); color: var(--_text); }

  @media (prefers-reduced-motion: no-preference) { .level::before { transition: inline-size .1s linear; } }
  @media (forced-colors: active) {
    .pad, .sound { border-color: CanvasText; }
    .level { border: 1px solid CanvasText; }
    .level::before { background: Highlight; forced-color-adjust: none; }
    .device select { border-color: FieldText; }
  }
  @media print { .phone-controls { display: none; } }
`;
