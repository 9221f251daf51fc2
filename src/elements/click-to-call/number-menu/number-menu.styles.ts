import {css} from 'lit';

export const numberMenuStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    z-index: 2;
    inline-size: max-content;
    min-inline-size: 11rem;
    max-inline-size: min(22rem, 100vw - 16px);
    max-block-size: calc(100vh - 16px);
    padding: .3em;
    overflow: hidden auto;
    user-select: none;
  }
  @supports not selector(:popover-open) { .menu:not(.open) { display: none; } }
  .item {
    box-sizing: border-box;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: center;
    column-gap: .6em;
    inline-size: 100%;
    min-block-size: 44px;
    padding: .3em .7em;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  /* Room for the mark of a call only while there is one. */
  .menu:has(.call) .item { grid-template-columns: 1.15em minmax(0, 1fr); }
  .item > * { grid-column: -2; min-inline-size: 0; overflow-wrap: anywhere; }
  .item > svg { grid-area: 1 / 1; color: var(--_ok); }
  .item:is(:hover, :focus) { background: var(--_hover); }
  .item:active { background: color-mix(in srgb, var(--_text) 14%, var(--_surface)); }
  .item:focus-visible { outline-offset: -2px; }
  .item-number, .note { font-size: .9em; color: var(--_muted); }
  .item-number { font-variant-numeric: tabular-nums; }
  .note.call { color: var(--_ok); }
  .item[aria-disabled='true'] { cursor: default; }
  .item[aria-disabled='true'] .item-text { color: var(--_muted); }
  @media (forced-colors: active) {
    .item:focus { outline: 2px solid Highlight; outline-offset: -2px; }
    .item > svg, .note, .item-number { color: inherit; }
    .item[aria-disabled='true'] > * { color: GrayText; }
  }
  @media print { .menu { display: none; } }
`;
