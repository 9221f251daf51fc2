// The layers of src/: imports go downwards only, and nowhere in a circle. `npm run check:imports` checks it,
// `npm run docs` draws it in CONTRIBUTING.md. A folder's own tests may import anything.

/** From the top to the ground; each may import what stands after it. */
const LAYERS = {
  entries: '^src/(index\\.ts|cdn/|redirect/)',
  'browser-calls': '^src/browser-calls/',
  elements: '^src/elements/',
  store: '^src/store/',
  ringcentral: '^src/ringcentral/',
  phone: '^src/phone/',
  i18n: '^src/i18n/',
  loading: '^src/loading/',
};

/** Files that the whole store stands on: public types, and ports to the browser and to the phone. */
const STORE_FLOOR = '^src/store/(environment|phone-port|web-storage|types|[a-z-]+-types)\\.ts$';

/** One rule for each layer: it imports nothing from the layers above it. */
const downwardsOnly = Object.entries(LAYERS).slice(1).map(([layer, folder], index) => ({
  name: `${layer}-imports-downwards`,
  severity: 'error',
  comment: 'A lower layer runs without the ones above it: the store without elements, the phone layer without the store.',
  from: {path: folder},
  to: {path: Object.values(LAYERS).slice(0, index + 1)},
}));

export default {
  forbidden: [
    ...downwardsOnly,
    {
      name: 'ground-imports-nothing',
      severity: 'error',
      comment: 'phone/, i18n/ and loading/ are the ground: phone/ and i18n/ do not know each other.',
      from: {path: '^src/(phone|i18n|loading)/'},
      to: {path: '^src/', pathNot: '^src/($1|loading)/'},
    },
    {
      name: 'store-floor-imports-downwards',
      severity: 'error',
      comment: 'The lowest files of the store know no calls, sessions or sockets: browser-environment.ts joins them.',
      from: {path: STORE_FLOOR},
      to: {path: '^src/store/', pathNot: STORE_FLOOR},
    },
    {
      name: 'redirect-stands-alone',
      severity: 'error',
      comment: 'The page that the sign-in comes back to is one small script: it shares names with the store, and no code.',
      from: {path: '^src/redirect/'},
      to: {path: '^src/', pathNot: '^src/(redirect/|store/keys\\.ts|store/sign-in/redirect-page\\.ts)'},
    },
    {
      name: 'phone-knows-its-port-only',
      severity: 'error',
      comment: 'The phone of the browser meets the store at one port, and never an element.',
      from: {path: '^src/browser-calls/'},
      to: {
        path: '^src/',
        pathNot: '^src/(browser-calls/|loading/|ringcentral/sip-provision\\.ts|store/(phone-port|browser-phone-types|types)\\.ts)',
      },
    },
    {
      name: 'no-element-imports-another',
      severity: 'error',
      comment: 'Elements meet in the document. One may register another (its define.ts), and knows nothing else of it.',
      from: {path: '^src/elements/([^/]+)/', pathNot: '^src/elements/internal/'},
      to: {path: '^src/elements/', pathNot: ['^src/elements/($1|internal)/', '^src/elements/[^/]+/define\\.ts$']},
    },
    {
      name: 'internal-is-lowest-of-the-elements',
      severity: 'error',
      from: {path: '^src/elements/internal/'},
      to: {path: '^src/elements/', pathNot: '^src/elements/internal/'},
    },
    {
      name: 'only-elements-know-lit',
      severity: 'error',
      comment: 'store/, ringcentral/, phone/ and i18n/ run without Lit and without a page.',
      from: {path: '^src/', pathNot: '^src/(elements|cdn)/'},
      to: {path: '^node_modules/(lit|lit-html|lit-element|@lit)'},
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A module in a circle cannot be understood, tested or loaded by itself. Imports of types count.',
      from: {path: '^src/'},
      to: {circular: true},
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: {couldNotResolve: true},
    },
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    exclude: {path: '^src/vendor/'},
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    enhancedResolveOptions: {extensions: ['.ts', '.js'], conditionNames: ['import', 'default']},
    reporterOptions: {
      dot: {collapsePattern: '^src/(elements/(number-links/[^/]+|[^/]+)|[^/]+)/'},
    },
  },
};
