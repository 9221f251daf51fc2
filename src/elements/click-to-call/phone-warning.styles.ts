import {css} from 'lit';

/** On the icon, and so without room of its own: nothing moves when a phone turns out to be offline. */
export const phoneWarningStyles = css`
  [data-phone-offline] [part='icon'] { position: relative; }
  [data-phone-offline] [part='icon']::after {
    /* Not a part of the button's name; engines that cannot say so show a dot. */
    content: '';
    content: '!' / '';
    position: absolute;
    inset-block-start: -.55em;
    inset-inline-start: 1.05em;
    box-sizing: border-box;
    inline-size: 1.5em;
    block-size: 1.5em;
    border: 1px solid #fff;
    border-radius: 50%;
    background: #8a5300;
    color: #fff;
    font: bold .6em/calc(1.5em - 2px) system-ui, sans-serif;
    text-align: center;
    text-decoration: none;
  }
  @media (forced-colors: active) {
    [data-phone-offline] [part='icon']::after { border-color: CanvasText; background: Canvas; color: CanvasText; }
  }
`;
