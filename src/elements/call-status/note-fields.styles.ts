import {css} from 'lit';

/** Goes with `actions.styles.ts`. */
export const noteFieldsStyles = css`
  .notes {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: .3em;
    margin-block-start: .75em;
    padding-block-start: .75em;
    border-block-start: 1px solid var(--_line);
  }
  .notes label { font-weight: 600; font-size: .9375em; }
  .notes :is(textarea, select) {
    box-sizing: border-box;
    min-inline-size: 0;
    margin: 0;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background-color: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  .notes textarea {
    inline-size: 100%;
    padding: .35em .6em;
    line-height: 1.4;
    min-block-size: calc(3.5em + 2px);
    max-block-size: 15em;
    resize: vertical;
    field-sizing: content;
  }
  .notes select {
    max-inline-size: 100%;
    min-block-size: max(2.75em, 44px);
    padding: .25em .5em;
    line-height: 1.25;
    text-overflow: ellipsis;
  }
  .notes option { background: var(--_surface); color: var(--_text); }
  .notes .left {
    color: var(--_muted); font-size: .875em; text-align: end; font-variant-numeric: tabular-nums;
  }
  .note-row {
    display: flex; flex-wrap: wrap; gap: .5em .75em; align-items: center; margin-block-start: .25em;
  }
  .outcome {
    display: flex; flex-wrap: wrap; gap: .3em .5em; align-items: center;
    min-inline-size: 0; max-inline-size: 100%;
  }
  .save {
    display: flex; flex-wrap: wrap; gap: .3em .75em; align-items: center; justify-content: end;
    margin-inline-start: auto;
  }
  .saved { color: var(--_ok); font-size: .9375em; }

  @container (inline-size < 17rem) {
    .note-row, .outcome, .save { display: grid; grid-template-columns: minmax(0, 1fr); }
    .note-row, .save { justify-content: normal; }
    .save { margin-inline-start: 0; }
  }
  @media (forced-colors: active) {
    .notes { border-color: CanvasText; }
    .notes :is(textarea, select) { border-color: FieldText; }
    .saved { color: CanvasText; }
  }
  @media print { .save-note, .saved, .notes .left { display: none; } }
`;
