import {css} from 'lit';

/**
 * Colors and sizes that a call button needs from the start; `actions.styles.ts` has the rest.
 * Neutral by default: the page's font, text color and `accent-color`, and surfaces that follow the
 * `color-scheme` around the element. Each `--rc-*` property can be set on any ancestor.
 */
export const tokenStyles = css`
  :host {
    --_accent: var(--rc-accent, var(--_rc-page-accent, light-dark(#0b5cad, #8ab8ff)));
    --_radius: var(--rc-radius, .5em);
    --_focus: var(--rc-focus, 2px solid var(--_accent));
  }
  @supports not (color: light-dark(#000, #fff)) {
    :host { --_accent: var(--rc-accent, var(--_rc-page-accent, #3378c8)); }
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
`;
