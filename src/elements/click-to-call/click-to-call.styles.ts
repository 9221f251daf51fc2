import {css} from 'lit';

export const clickToCallStyles = css`
  :host {
    display: inline-block;
    position: relative;
    vertical-align: middle;
    max-inline-size: 100%;
    white-space: normal;
  }
  :host([size='small']) { vertical-align: baseline; white-space: nowrap; }
  :host([size='large']) { font-size: 1.25em; }

  .main, .sms {
    box-sizing: border-box;
    display: inline-flex;
    align-items: center;
    gap: .5em;
    max-inline-size: 100%;
    min-block-size: max(2.75em, 44px);
    margin: 0;
    padding: .45em .85em;
    border: 1px solid var(--rc-button-border, color-mix(in srgb, currentColor 50%, transparent));
    border-radius: var(--_radius);
    --_button: var(--rc-button-background, transparent);
    background: var(--_button);
    color: var(--rc-button-color, inherit);
    font: inherit;
    line-height: 1.25;
    text-align: start;
    text-decoration: none;
    vertical-align: middle;
    white-space: nowrap;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  .main:hover, .sms:hover { background: var(--rc-button-hover, color-mix(in srgb, currentColor 10%, var(--_button))); }
  .main:active, .sms:active { background: color-mix(in srgb, currentColor 16%, var(--_button)); }
  .sms { padding-inline: .5em; min-inline-size: max(2.75em, 44px); justify-content: center; margin-inline-start: .25em; }

  [part='icon'] { display: inline-flex; flex: none; color: var(--rc-button-color, var(--_accent)); }
  [part='label'] { min-inline-size: 0; overflow: clip; text-overflow: ellipsis; font-variant-numeric: tabular-nums; }
  .then { font-size: .9em; font-weight: 400; }
  [aria-haspopup] [part='label']::after {
    content: '';
    display: inline-block;
    padding: .17em;
    border: solid;
    border-width: 0 .12em .12em 0;
    margin: 0 .25em .2em;
    margin-inline-start: .6em;
    rotate: 45deg;
  }

  /* For dense tables: looks and measures like the text it replaces, with a target of 24 px. */
  :host([size='small']) :is(.main, .sms) {
    position: relative;
    display: inline;
    min-block-size: 0;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    border-radius: .2em;
    background: none;
    color: inherit;
    line-height: inherit;
    vertical-align: baseline;
    outline-offset: 3px;
  }
  /* The icon is higher than the letters of some fonts, but must not make the line higher. */
  :host([size='small']) :is([part='icon'], .sms svg) { display: inline-block; vertical-align: -.15em; margin-block-start: -.1em; }
  :host([size='small']) [part='icon'] { inline-size: 1.5em; color: var(--_accent); }
  :host([size='small']) svg { display: block; inline-size: 1.1em; block-size: 1.1em; }
  :host([size='small']) .sms { margin-inline-start: .6em; }
  :host([size='small']) :is(.main, .sms)::after {
    content: '';
    position: absolute;
    inset: 50% 0;
    block-size: max(100%, 24px);
    min-inline-size: 24px;
    translate: 0 -50%;
  }
  :host([size='small']) .sms::after { inset-inline: -.25em; }
  :host([size='small']) .main:hover [part='label'] { text-decoration: underline; text-underline-offset: .15em; }

  :host([size='large']) .main { min-block-size: 56px; font-weight: 600; }
  :host([size='large']) .sms { min-block-size: 56px; min-inline-size: 56px; }

  .main[aria-disabled='true'] { opacity: .55; cursor: default; }
  @media (forced-colors: active) {
    .main, .sms { border-color: ButtonBorder; color: ButtonText; }
    a.main, a.sms { color: LinkText; }
    [part='icon'] { color: inherit; }
  }
  @media print {
    .main { padding: 0; border: 0; background: none; color: inherit; min-block-size: 0; }
    [part='icon'], .sms { display: none; }
  }
`;
