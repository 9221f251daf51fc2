import {css} from 'lit';

/** The field has a width of its own, so that nothing moves when its numbers load. */
export const numberSelectStyles = css`
  :host { display: inline-block; vertical-align: top; inline-size: 20em; max-inline-size: 100%; text-align: start; line-height: 1.4; }

  .field { display: grid; grid-template-columns: minmax(0, 1fr); gap: .3em; }
  [part='label'] { font-weight: 600; }
  .required { color: var(--_error); }

  select, input {
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: max(2.75em, 44px);
    margin: 0;
    padding: .35em .6em;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background-color: var(--_surface);
    color: var(--_text);
    font: inherit;
    line-height: 1.25;
    text-overflow: ellipsis;
  }
  input { padding-inline: calc(.6em + 4px); }
  ::placeholder { color: var(--_muted); opacity: 1; }
  option, optgroup { background: var(--_surface); color: var(--_text); }
  select:disabled, input:disabled { opacity: .65; }
  :is(select, input)[aria-invalid='true'] { border-color: var(--_error); box-shadow: inset 0 0 0 1px var(--_error); }
  select[aria-busy='true'] { color: var(--_muted); animation: wait 1.2s ease-in-out infinite alternate; }
  @keyframes wait { to { background-color: var(--_hover); } }

  .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: stretch; }
  .row input { flex: 1 1 9em; inline-size: auto; }
  .filter { display: flex; align-items: center; }
  .filter .count { font-size: .875em; opacity: .8; white-space: nowrap; font-variant-numeric: tabular-nums; }
  .filter .count:not(:empty) { margin-inline-start: .6em; }
  /* Keeps one line of room, so that nothing moves when a hint appears. */
  .hint { margin: 0; min-block-size: 1.4em; font-size: .875em; display: flex; flex-wrap: wrap; gap: .4em; align-items: start; }
  .hint svg { color: var(--_error); }
  .hint.warns svg { color: var(--_wait); }
  /* The button is beside the words where these keep some words a line, else below them. */
  .hint .action { flex: 0 1 auto; }
  .hint > span { flex: 1 1 min(9em, 100% - 1.6em); opacity: .8; }
  .hint.warns > span { opacity: 1; }
  .hint.bad > span { opacity: 1; color: var(--_error); }
  .action { color: inherit; }

  @media (prefers-reduced-motion: reduce) { select[aria-busy='true'] { animation: none; } }
  @media (forced-colors: active) {
    select, input { border-color: FieldText; }
    .hint svg { color: inherit; }
    :is(select, input)[aria-invalid='true'] { border-style: dashed; box-shadow: none; }
  }
`;
