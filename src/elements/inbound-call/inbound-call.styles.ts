import {css} from 'lit';

export const inboundCallStyles = css`
  /* The width where a page's styles leave it to the content, as with "position: fixed". */
  :host { contain-intrinsic-inline-size: min(22rem, calc(100vw - 2rem)); }
  /* An empty box takes a gap in a grid. */
  @supports selector(:host(:state(calling))) {
    :host(:not(:state(calling))) { display: none; }
  }

  .call {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: .25em;
    border-inline-start: 4px solid var(--_state, var(--_edge));
  }
  .detail, .way { color: var(--_muted); font-size: .9375em; }
  .state { color: var(--_state, var(--_muted)); font-weight: 500; }
  /* The whole row leads to the contact. */
  .matches { display: grid; margin-block: .25em; }
  .matches li {
    position: relative; align-content: center;
    min-block-size: 44px; padding-block: .2em; box-sizing: border-box;
    border-block-start: 1px solid var(--_line);
  }
  .matches a { color: inherit; display: block; inline-size: fit-content; font-weight: 500; }
  .matches a::after { content: ''; position: absolute; inset: 0; }

  .ringing { --_state: var(--_wait); }
  .answered { --_state: var(--_ok); }
  .missed { --_state: var(--_error); }

  /* The two answers are far from each other, and large. */
  .answers .action { flex: 1 1 8em; min-block-size: max(2.75em, 44px); }
  .decline svg { color: var(--_error); }
  .bad { color: var(--_error); font-size: .9375em; }
  @container (inline-size < 30rem) { .talk .action { padding-inline: .45em; } }

  .actions { justify-content: end; margin-block-start: .4em; }
  .actions:empty { display: none; }
  @media (forced-colors: active) {
    .matches a { color: LinkText; }
    .decline svg { color: inherit; }
  }
`;
