import {css} from 'lit';

export const numberSelectStyles = css`
  :host { display: inline-block; max-inline-size: 100%; text-align: start; line-height: 1.4; }

  .field { display: grid; gap: .3em; justify-items: stretch; }
  [part='label'] { font-weight: 600; }
  .required { color: var(--_error); }

  select, input {
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: max(2.25em, 36px);
    margin: 0;
    padding: .35em .6em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--rc-surface, Field);
    color: var(--rc-text, FieldText);
    font: inherit;
    line-height: 1.25;
    text-overflow: ellipsis;
  }
  option, optgroup { background: Canvas; color: CanvasText; }
  select:disabled, input:disabled { opacity: .65; }
  :is(select, input)[aria-invalid='true'] { border-color: var(--_error); }

  .row { display: flex; gap: .4em; align-items: stretch; }
  .row input { flex: 1 1 12ch; }
  .filter { display: flex; gap: .5em; align-items: center; }
  .hint { margin: 0; font-size: .875em; display: flex; gap: .4em; align-items: start; }
  .hint svg { margin-block-start: .12em; }
  .hint .action { flex: none; margin-block-start: -.3em; }
  .hint > span { opacity: .8; }
  .hint.bad > span { opacity: 1; color: var(--_error); }
  .hint svg { color: var(--_error); }
  .filter .count { font-size: .875em; opacity: .8; white-space: nowrap; font-variant-numeric: tabular-nums; }
  .action { color: inherit; }

  @media (pointer: coarse) { select, input { min-block-size: 44px; } }
  @media (forced-colors: active) { :is(select, input)[aria-invalid='true'] { border-style: dashed; } }
`;
