import {css} from 'lit';
import {actionStyles} from '../../internal/actions.styles.js';
import {surfaceStyles} from '../../internal/surface.styles.js';
import {tokenStyles} from '../../internal/tokens.styles.js';

const cardStyles = css`
  :host { display: contents; }

  .card {
    position: fixed;
    inset: auto;
    z-index: 2147483647;
    inline-size: max-content;
    padding: .35em;
    overflow: auto;
    user-select: none;
  }
  @supports not selector(:popover-open) { .card:not(.open) { display: none; } }

  /* The state of a call appears on the side away from the number, so that the buttons do not move. */
  .card.above:is(.open, :popover-open) { display: flex; flex-direction: column; }
  .above .status { order: -1; }

  p { margin: 0; padding: .25em .5em; overflow-wrap: anywhere; }
  .head { display: flex; gap: .5em; align-items: start; justify-content: space-between; }
  .who { min-inline-size: 0; padding-block: .4em; }
  .name { font-weight: 600; margin-inline-end: .35em; }
  .number { display: inline-block; font-variant-numeric: tabular-nums; }
  .name + .number { color: var(--_muted); }
  .status { max-inline-size: 19rem; color: var(--_muted); }
  .status .sentence { display: block; }
  .status svg { color: var(--_wait); }
  .status.connected svg { color: var(--_ok); }

  .row { display: flex; flex-wrap: wrap; gap: .25em; align-items: center; }
  .copy {
    align-self: stretch;
    padding-inline: .5em;
    min-inline-size: max(2.25em, 36px);
    border-color: color-mix(in srgb, currentColor 35%, transparent);
  }
  .action.bare { min-block-size: max(2.25em, 36px); min-inline-size: max(2.25em, 36px); }
  rc-click-to-call { vertical-align: top; }
  /* As wide as during a call, which has room for its time. */
  rc-click-to-call::part(button) { min-inline-size: min(13.5em, 100vw - 8rem); }

  @media (pointer: coarse) { .action.bare { min-block-size: 44px; min-inline-size: 44px; } .copy { min-inline-size: 44px; } }
  @media print { .card { display: none !important; } }
`;

export const numberCardStyles = [tokenStyles, actionStyles, surfaceStyles, cardStyles];
