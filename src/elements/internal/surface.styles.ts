import {css} from 'lit';

/** A card that floats over the page, whose text inherits no style from the surroundings. */
export const surfaceStyles = css`
  .surface {
    box-sizing: border-box;
    margin: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.25);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: max(.9375rem, 14px);
    font-weight: 400;
    line-height: 1.4;
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
  }
  @media (forced-colors: active) { .surface { border-color: CanvasText; } }
`;
