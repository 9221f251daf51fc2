import {css} from 'lit';
import {actionStyles} from '../../internal/actions.styles.js';
import {callControlsStyles} from '../../internal/call-controls.styles.js';
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

  /* The state of a call appears on the side away from the number, its words outermost, so that no
     button moves. */
  .card.above:is(.open, :popover-open) { display: flex; flex-direction: column; reading-flow: flex-visual; }
  .above .call { order: -1; flex-direction: column-reverse; reading-flow: flex-visual; }

  p { margin: 0; padding: .25em .5em; overflow-wrap: anywhere; }
  .head { display: flex; gap: .5em; align-items: start; justify-content: space-between; }
  .who { min-inline-size: 0; padding-block: .4em; }
  .name { font-weight: 600; margin-inline-end: .35em; }
  .number { display: inline-block; font-variant-numeric: tabular-nums; }
  .name + .number { color: var(--_muted); }
  /* As wide as the buttons, and with room for "Hold" and "Mute" all through the call. */
  .call {
    --_button: max(2.25em, 36px);
    display: flex;
    flex-direction: column;
    inline-size: 0;
    min-inline-size: 100%;
    min-block-size: calc(1.9em + var(--_button) + .5em);
  }
  .words { margin-block-start: auto; }
  .above .words { margin-block: 0 auto; }
  .status { color: var(--_muted); }
  .error { color: var(--_error); }
  .controls { display: flex; flex-wrap: wrap; gap: .25em; padding-block: .25em; }
  .controls .action { flex: 1 1 auto; }
  .status .sentence { display: block; }
  .status svg { color: var(--_wait); }
  .status.connected svg { color: var(--_ok); }

  .row { display: flex; flex-wrap: wrap; gap: .25em; align-items: center; }
  .copy {
    align-self: stretch;
    padding-inline: .5em;
    min-inline-size: max(2.25em, 36px);
  }
  .action.bare { min-block-size: max(2.25em, 36px); min-inline-size: max(2.25em, 36px); }
  rc-click-to-call { vertical-align: top; }
  /* As wide as during a call, which has room for its time and, unseen, for the number. */
  rc-click-to-call::part(button) { inline-size: min(14.5em, 100vw - 8rem); }

  @media (pointer: coarse) { .call { --_button: max(2.25em, 44px); } .action.bare { min-block-size: 44px; min-inline-size: 44px; } .copy { min-inline-size: 44px; } }
  @media print { .card { display: none !important; } }
`;

export const numberCardStyles = [
  tokenStyles, actionStyles, surfaceStyles, callControlsStyles, cardStyles,
];
