import {css} from 'lit';
import {actionStyles} from '../../internal/actions.styles.js';
import {surfaceStyles} from '../../internal/surface.styles.js';

const listStyles = css`
  .numbers {
    position: fixed;
    z-index: 2147483647;
    inset-block: 8px auto;
    inset-inline: 8px auto;
    inline-size: max-content;
    max-inline-size: min(30rem, 100vw - 16px);
    max-block-size: calc(100vh - 16px);
    padding: .5em;
    overflow: auto;
  }
  .numbers ul { list-style: none; margin: 0; padding: 0; }
  .head { display: flex; gap: 1em; align-items: center; justify-content: space-between; }
  h2 { margin: 0; padding: .25em .5em; font-size: 1em; font-weight: 600; }
  li {
    display: flex;
    gap: .25em;
    align-items: start;
    padding-block: .15em;
    border-block-start: 1px solid var(--_line);
  }
  .what { flex: 1 1 auto; min-inline-size: 0; --rc-button-border: transparent; }
  .what rc-click-to-call { display: block; }
  .what rc-click-to-call::part(button) {
    max-inline-size: calc(100% - 3.25em);
    padding-inline: .5em;
    white-space: normal;
  }
  .context {
    padding: .1em .5em .25em;
    color: var(--_muted);
    font-size: .875em;
    overflow-wrap: anywhere;
  }
`;

export const numberListStyles = [actionStyles, surfaceStyles, listStyles];
