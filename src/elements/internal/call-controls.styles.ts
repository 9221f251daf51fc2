import {css} from 'lit';

/** The buttons of a running call. Goes with `actions.styles.ts`. */
export const callControlsStyles = css`
  .hang-up svg { color: var(--_error); }
  .action[aria-expanded='true'] { background: var(--_hover); border-color: var(--_text); }
  .action[aria-pressed='true'] {
    border-color: var(--_wait);
    box-shadow: inset 0 0 0 1px var(--_wait);
    background: color-mix(in srgb, var(--_wait) 12%, var(--_surface));
  }
  .action[aria-pressed='true'] svg { color: var(--_wait); }
  .action[aria-disabled='true'] { opacity: .6; cursor: default; }
  /* An answer that comes soon dims nothing. */
  @media (prefers-reduced-motion: no-preference) {
    .action[aria-disabled='true'] { transition: opacity .2s .3s; }
  }
  @media (forced-colors: active) {
    .action[aria-pressed='true'] { border-color: Highlight; background: Highlight; color: HighlightText; box-shadow: none; forced-color-adjust: none; }
    .hang-up svg, .action[aria-pressed='true'] svg { color: inherit; }
  }
`;
