import {css} from 'lit';

/**
 * The element itself has no box, so that it does not affect the layout of its content. The styles
 * of the list load with the list. The link to the list looks like a card and hides like `.unseen`,
 * but has styles of its own: the shared ones lie in the code of calls, which a page without a
 * session never loads.
 */
export const numberLinksStyles = css`
  :host { display: contents; }

  /* Fixed even while unseen, so that nothing on the page moves or grows. */
  .skip {
    position: fixed;
    z-index: 2147483647;
    inset-block: 8px auto;
    inset-inline: 8px auto;
    padding: .6em 1em;
    border: 1px solid var(--rc-line, currentColor);
    border-radius: calc(var(--_radius) * 1.25);
    background: var(--rc-surface, Canvas);
    color: var(--rc-text, CanvasText);
    box-shadow: var(--rc-shadow, 0 6px 20px rgb(0 0 0 / .16));
    font-size: max(.9375rem, 14px);
    font-weight: 400;
    line-height: 1.4;
    letter-spacing: normal;
    text-transform: none;
    text-decoration: underline;
    text-underline-offset: .2em;
    white-space: normal;
  }
  .skip:not(:focus) {
    inline-size: 1px;
    block-size: 1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @supports not selector(:popover-open) { .numbers:not(.open) { display: none; } }

  @media (forced-colors: active) { .skip { border-color: CanvasText; } }
  @media print { .skip, .numbers { display: none; } }
`;
