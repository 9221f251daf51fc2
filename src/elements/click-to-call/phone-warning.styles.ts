import {css} from 'lit';

/**
 * On the icon, and so without room of its own: nothing moves when a phone turns out to be offline.
 * In a table, only the button that the user has reached has it: beside each number of a column, it
 * would seem to speak of those.
 */
export const phoneWarningStyles = css`
  [data-phone-offline] [part='icon'] { position: relative; }
  [data-phone-offline] [part='icon']::after {
    position: absolute;
    inset-block-start: -.55em;
    inset-inline-start: .95em;
    display: grid;
    place-items: center;
    box-sizing: border-box;
    inline-size: 1.5em;
    block-size: 1.5em;
    border: 1px solid #fff;
    border-radius: 50%;
    background: #8a5300;
    color: #fff;
    font: bold .6em/1 system-ui, sans-serif;
  }
  :host(:not([size='small'])) [data-phone-offline] [part='icon']::after,
  [data-phone-offline]:hover [part='icon']::after,
  [data-phone-offline]:focus [part='icon']::after {
    /* Not a part of the button's name; engines that cannot say so show a dot. */
    content: '';
    content: '!' / '';
  }

  @media (forced-colors: active) {
    [data-phone-offline] [part='icon']::after {
      border-color: CanvasText; background: Canvas; color: CanvasText;
    }
  }
`;
