import {css} from 'lit';

/**
 * The one place of colours and measures. Neutral by default: the page's font and text colour, and the system's own
 * surfaces, which follow the `color-scheme` of the element's place. Each `--rc-*` property can be set on any ancestor.
 */
export const tokens = css`
  :host {
    --_accent: var(--rc-accent, light-dark(#0b5cad, #8ab8ff));
    --_on-accent: var(--rc-on-accent, light-dark(#fff, #0b1a2e));
    --_text: var(--rc-text, CanvasText);
    --_muted: var(--rc-muted, light-dark(#575e69, #a7afbb));
    --_surface: var(--rc-surface, Canvas);
    --_line: var(--rc-line, light-dark(#c9ced6, #4a515c));
    --_hover: var(--rc-hover, light-dark(#eef1f5, #2b3038));
    --_ok: var(--rc-ok, light-dark(#1a6e35, #6fd08c));
    --_wait: var(--rc-wait, light-dark(#8a5300, #f0b95a));
    --_error: var(--rc-error, light-dark(#b3261e, #ff9d94));
    --_shadow: var(--rc-shadow, 0 1px 2px rgb(0 0 0 / .12), 0 6px 20px rgb(0 0 0 / .16));
    --_radius: var(--rc-radius, .5em);
    --_focus: var(--rc-focus, 2px solid var(--_accent));
  }

  @supports not (color: light-dark(#000, #fff)) {
    :host {
      --_accent: var(--rc-accent, #0b5cad);
      --_on-accent: var(--rc-on-accent, #fff);
      --_muted: var(--rc-muted, #6b7280);
      --_line: var(--rc-line, #8a919c);
      --_hover: var(--rc-hover, rgb(128 128 128 / .15));
      --_ok: var(--rc-ok, #1f8a43);
      --_wait: var(--rc-wait, #a86a00);
      --_error: var(--rc-error, #d33a30);
    }
  }

  :host([hidden]), [hidden] { display: none !important; }

  svg {
    inline-size: 1.15em;
    block-size: 1.15em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  :focus-visible { outline: var(--_focus); outline-offset: 2px; }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
