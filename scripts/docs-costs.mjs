// What each thing that a page uses adds to its download, by the build: for docs/performance.md.
import path from 'node:path';
import {closure} from './bundle-graph.mjs';
import {cdn, chunks, chunksHolding, entry, hasBuild, modulesOf, weightOf} from './cdn-files.mjs';

const SESSION = ['src/cdn/session.ts', 'src/store/engine.ts', 'src/elements/click-to-call/call-code.ts'];
const HOST = [...SESSION, 'src/store/sign-in/external.ts'];
const SDK = ['src/ringcentral/sdk.ts'];
const PARSER = ['src/phone/parse.ts'];
const CALL = [...PARSER, 'src/store/push/push-lead.ts', 'src/store/calls/call-push.ts'];
const PANEL = ['src/elements/call-status/call-status.ts'];
const CARD = ['src/elements/click-to-call/call-card.ts'];
const SELECT = ['src/elements/number-select/define.ts'];
const LINKS = [
  'src/elements/number-links/define.ts', 'src/elements/number-links/page-links.ts', 'src/phone/find/find-numbers.ts',
];
const INBOUND = ['src/elements/inbound-call/define.ts', 'src/store/inbound/inbound-push.ts', ...PARSER];

/** What a page has loaded before, beside the first load. */
const LOADED_BEFORE = {
  'the first load': [],
  'a session': SESSION,
  'a call': [...SESSION, ...CALL],
  '`<rc-number-links>`': [...LINKS, ...PARSER],
  '`<rc-call-status>`': [...SESSION, ...CALL, ...PANEL],
  '`<rc-number-select>`': [...SESSION, ...CALL, ...SELECT],
  'the card of a call button': [...SESSION, ...CALL, ...CARD],
  'such a card and `<rc-number-links>`': [...SESSION, ...CALL, ...CARD, ...LINKS],
  '`<rc-inbound-call>`': [...SESSION, ...INBOUND],
};

/** By what is loaded before: `[what a page uses, the sources that it loads for that]`. */
const ROWS = {
  'the first load': [
    ['A number without a country code: the parser', PARSER],
    ['`<rc-number-links>` with finder and parser, signed out', [...LINKS, ...PARSER]],
    ['A session by the page’s own SDK or token', HOST],
    ['A session by a backend (`proxy`), with RingCentral’s SDK', [...HOST, ...SDK]],
    ['A session by `client-id`, with RingCentral’s SDK', [...SESSION, 'src/store/sign-in/pkce.ts', ...SDK]],
  ],
  'a session': [
    ['A call: the parser, and push', CALL],
    ['`<rc-inbound-call>`, with parser and push', INBOUND],
  ],
  'a call': [
    ['`<rc-call-status>`', PANEL],
    ['The card of a call button: a question, an error, a call that no `<rc-call-status>` shows', CARD],
    ['`<rc-number-select>`', SELECT],
    ['`<rc-number-links>`, with the finder', LINKS],
    ['Whether the user’s phone is online', ['src/store/phone-check.ts']],
    ['Hanging up, holding and muting', ['src/store/calls/call-control.ts']],
    ['RingCentral’s record of calls (`call-details`)', ['src/store/calls/call-details.ts']],
    ['Calls in the browser', [
      'src/browser-calls/phone.ts', 'src/store/browser-calls/browser-calls.ts',
      'src/elements/internal/phone-controls/phone-controls.ts',
    ]],
  ],
  '`<rc-number-links>`': [
    ['Buttons around numbers (`mode="inline"`)', ['src/elements/number-links/inline/inline-buttons.ts']],
  ],
  '`<rc-call-status>`': [
    ['Notes about calls', ['src/elements/call-status/note-fields.ts', 'src/store/calls/call-notes.ts']],
  ],
  '`<rc-number-select>`': [
    ['A number that is typed, not chosen', ['src/phone/as-you-type.ts']],
  ],
  'the card of a call button': [
    ['The menu of a button with several numbers', ['src/elements/click-to-call/number-menu/number-menu.ts']],
  ],
  'such a card and `<rc-number-links>`': [
    ['The card of a number that was found', ['src/elements/number-links/overlay/number-card.ts']],
  ],
  '`<rc-inbound-call>`': [
    ['Notifications and a tone', ['src/elements/inbound-call/notify/']],
  ],
};

const LOCALES = 'src/i18n/locales/';
const LOCALE_LIST = `${LOCALES}index.ts`;

/** The table keeps a figure that is this close: a few bytes more are no news. */
const TOLERANCE_KB = 0.1;

const firstLoad = () => closure([entry]).files;

function filesOf(sources) {
  for (const source of sources) {
    const isHeld = chunks.some((file) => Object.keys(modulesOf(file)).some((id) => id.startsWith(source)));
    if (!isHeld) throw new Error(`scripts/docs-costs.mjs: no file of the build has ${source}.`);
  }
  return chunksHolding(...sources);
}

/** The files of some sources that a page has not loaded yet. */
function addedBy(sources, loadedSources = []) {
  const loaded = new Set([...firstLoad(), ...filesOf(loadedSources)]);
  return [...filesOf(sources)].filter((file) => !loaded.has(file));
}

/** `[what, loaded before, files]` */
function rows() {
  const first = ['Links to call, signed out', '', [...firstLoad()]];
  const others = Object.entries(ROWS).flatMap(([before, uses]) => uses.map(([use, sources]) =>
    [use, before, addedBy(sources, LOADED_BEFORE[before])]));
  return [first, ...others];
}

function languages() {
  const sources = chunks.flatMap((file) => Object.keys(modulesOf(file)))
    .filter((id) => id.startsWith(LOCALES) && id !== LOCALE_LIST);
  return sources.toSorted().map((source) =>
    [`\`${path.basename(source, '.ts')}\``, addedBy([source], [LOCALE_LIST])]);
}

/** A new file of the build must not be missing in the table. */
function assertComplete(listed) {
  const missing = chunks.filter((file) => !listed.has(file)).map((file) => path.relative(cdn, file));
  if (missing.length) throw new Error(`scripts/docs-costs.mjs: what uses ${missing.join(', ')}?`);
}

/** The figure of a name in the table so far, where that is still right; else the new one. */
function kBOf(files, name, oldTable) {
  const kB = weightOf(files) / 1000;
  const old = Number(oldTable.split(`${name} `)[1]?.match(/([\d.]+) kB/)?.[1]);
  return `${(Math.abs(old - kB) <= TOLERANCE_KB ? old : kB).toFixed(1)} kB`;
}

/** Without a build, the table stays as it is. */
export function costs(oldTable) {
  if (!hasBuild) return oldTable;
  const listFiles = addedBy([LOCALE_LIST]);
  const all = rows();
  const tongues = languages();
  assertComplete(new Set([...all, ...tongues].flatMap((row) => row.at(-1)).concat(listFiles)));
  const row = ([use, before, files]) =>
    `| ${use} | ${before} | ${files.length} | ${kBOf(files, `| ${use} |`, oldTable)} |`;
  const list = tongues.map(([tag, files]) => `${tag} ${kBOf(files, tag, oldTable)}`).join(', ');
  return [
    '| a page uses | beyond | files | adds |', '|---|---|---:|---:|', ...all.map(row), '',
    `Languages, each with the list of them (${kBOf(listFiles, 'list of them', oldTable)}): ${list}.`,
  ].join('\n');
}
