// Files that are still over the limits of eslint.measures.mjs, each with its present measure, as ESLint reports
// it. A file leaves the list when it is rebuilt, and a measure only goes down; nothing is added.
const perFile = {
  'docs/recipes/proxy.mjs': {complexity: 21},
  'src/elements/call-status/call-status.ts': {'max-lines': 442, 'measures/max-class-lines': 342},
  'src/elements/click-to-call/call-attempt.ts': {'max-lines': 255},
  'src/elements/click-to-call/call-controller.ts': {'max-lines': 295, 'measures/max-class-lines': 267},
  'src/elements/click-to-call/click-to-call.ts': {'max-lines': 576, 'measures/max-class-lines': 470},
  'src/elements/internal/events.ts': {'max-lines': 273},
  'src/elements/number-links/number-links.ts': {'max-lines': 343, 'measures/max-class-lines': 278},
  'src/elements/number-links/overlay/highlighter.ts': {'max-lines': 374, 'measures/max-class-lines': 240},
  'src/elements/number-links/overlay/number-card.ts': {'max-lines': 255, 'measures/max-class-lines': 211},
  'src/elements/number-links/page-links.ts': {'max-lines': 253},
  'src/elements/number-links/scan/page-scanner.ts': {'max-lines': 567, 'measures/max-class-lines': 477},
  'src/elements/number-select/hint.ts': {complexity: 15},
  'src/elements/number-select/number-select.ts': {'max-lines': 561, 'measures/max-class-lines': 484},
  'src/elements/session/session.ts': {'max-lines': 371, 'measures/max-class-lines': 302},
  'src/phone/normalize.ts': {complexity: 16},
  'src/ringcentral/errors.ts': {complexity: 14},
  // One table of conditions, from statuses to outcomes.
  'src/store/call-phase.ts': {complexity: 23},
  'src/store/call-records.ts': {'measures/max-class-lines': 218},
  'src/store/calls.ts': {'max-lines': 487, 'measures/max-class-lines': 434},
  'src/store/engine.ts': {'max-lines': 269, 'max-lines-per-function': 172},
  'src/store/polling.ts': {'max-lines-per-function': 102},
  'src/store/session.ts': {'max-lines': 475, 'max-lines-per-function': 235},
  'src/store/sign-in/external.ts': {'max-lines': 294},
  'src/store/sign-in/pkce.ts': {'max-lines': 265, 'max-lines-per-function': 116},
  'src/store/sign-in/tokens.ts': {'max-lines': 415, 'measures/max-class-lines': 328},
  'src/store/types.ts': {'max-lines': 268},
};

const withOptions = ([rule, max]) => [
  rule, ['error', rule === 'max-lines-per-function' ? {max, skipBlankLines: true, skipComments: true} : max],
];

export const exceptions = Object.entries(perFile).map(([file, measures]) => ({
  files: [file],
  rules: Object.fromEntries(Object.entries(measures).map(withOptions)),
}));
