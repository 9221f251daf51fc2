import {css} from 'lit';

/** Secondary buttons and links, alike in every card. */
export const actions = css`
  .actions { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }

  .action {
    box-sizing: border-box;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: .4em;
    min-block-size: max(2em, 28px);
    padding: .2em .75em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: transparent;
    color: var(--_text);
    font: inherit;
    line-height: 1.25;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }
  .action:hover { background: var(--_hover); }
  .action.main { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
  .action.main:hover { background: color-mix(in srgb, var(--_accent) 88%, var(--_text)); }
  .action.bare { border-color: transparent; padding-inline: .4em; min-inline-size: max(2em, 28px); }
  .action[disabled] { opacity: .6; cursor: default; }

  @media (pointer: coarse) { .action { min-block-size: 44px; } .action.bare { min-inline-size: 44px; } }
  @media (forced-colors: active) {
    .action { border-color: ButtonBorder; color: ButtonText; }
    .action.main { background: ButtonText; color: ButtonFace; forced-color-adjust: none; }
    a.action { color: LinkText; }
  }
`;
