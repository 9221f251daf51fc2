import {css} from 'lit';

/** Colors, buttons and links of cards and fields. Goes with `tokens.styles.ts`. */
export const actionStyles = css`
  :host {
    --_on-accent: var(--rc-on-accent, light-dark(#fff, #0b1a2e));
    --_text: var(--rc-text, light-dark(#1b1f24, #f1f3f5));
    --_muted: var(--rc-muted, light-dark(#575e69, #a7afbb));
    --_surface: var(--rc-surface, light-dark(#fff, #22262c));
    --_line: var(--rc-line, light-dark(#d3d8df, #434a55));
    --_edge: var(--rc-edge, light-dark(#7f8894, #88919e));
    --_hover: var(--rc-hover, light-dark(#eef1f5, #30363e));
    --_ok: var(--rc-ok, light-dark(#1a6e35, #6fd08c));
    --_wait: var(--rc-wait, light-dark(#8a5300, #f0b95a));
    --_error: var(--rc-error, light-dark(#b3261e, #ff9d94));
    --_shadow: var(--rc-shadow, 0 1px 2px rgb(0 0 0 / .12), 0 6px 20px rgb(0 0 0 / .16));
  }
  /* Black or white, whichever is readable on the accent: a page has to set one color only. */
  @supports (color: color(from red xyz-d65 x y z)) {
    :host {
      --_white: clamp(0, (.18 - y) * 9999, 1);
      --_on-accent: var(--rc-on-accent, color(from var(--_accent) xyz-d65
        calc(.9505 * var(--_white)) var(--_white) calc(1.089 * var(--_white))));
    }
  }
  /* Colors that are readable on both light and dark. */
  @supports not (color: light-dark(#000, #fff)) {
    :host {
      --_on-accent: var(--rc-on-accent, #fff);
      --_text: var(--rc-text, CanvasText);
      --_muted: var(--rc-muted, #737983);
      --_surface: var(--rc-surface, Canvas);
      --_line: var(--rc-line, #8a919c);
      --_edge: var(--rc-edge, #8a919c);
      --_hover: var(--rc-hover, rgb(128 128 128 / .15));
      --_ok: var(--rc-ok, #1f8a43);
      --_wait: var(--rc-wait, #a86a00);
      --_error: var(--rc-error, #d9453b);
    }
  }

  .unseen:not(:focus) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* An icon aligns with the first line of its text. */
  p:has(> svg) { display: flex; gap: .45em; align-items: start; }
  p svg { margin-block-start: .12em; }

  .actions { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }

  .action {
    position: relative;
    box-sizing: border-box;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: .4em;
    min-block-size: max(2.25em, 36px);
    padding: .25em .8em;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: transparent;
    color: var(--_text);
    font: inherit;
    line-height: 1.25;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }
  /* A larger target than the button itself, for fingers. */
  .action::after {
    content: '';
    position: absolute;
    inset: 50% auto auto 50%;
    inline-size: max(100%, 44px);
    block-size: max(100%, 44px);
    translate: -50% -50%;
  }
  .action:hover { background: var(--_hover); }
  .action.primary { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
  .action.primary:hover { background: color-mix(in srgb, var(--_accent) 88%, var(--_text)); }
  .action.bare { border: 0; padding-inline: .4em; min-inline-size: max(2.25em, 36px); }
  .action[disabled] { opacity: .6; cursor: default; }

  @media (pointer: coarse) { .action { min-block-size: 44px; } .action.bare { min-inline-size: 44px; } }
  @media (forced-colors: active) {
    .action { border-color: ButtonBorder; color: ButtonText; }
    .action.primary { background: ButtonText; color: ButtonFace; forced-color-adjust: none; }
    a.action { color: LinkText; }
  }
`;
