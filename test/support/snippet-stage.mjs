// A site on which the snippets of the documents run: the built files where the documents put them,
// and each snippet as a page, or as a script in a page that has what the snippet expects.
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import {compileTemplate} from 'vue/compiler-sfc';
import {root} from '../../scripts/run.mjs';

/** The globals that snippets expect of their page: for the type checker … */
const GLOBALS = `
declare const contact: {phone: string; name: string};
declare const crm: {log(...what: unknown[]): void};
declare const text: string;
declare const signInButton: HTMLButtonElement, callButton: HTMLButtonElement;
declare const RCAdapter: {clickToCall(number: string, atOnce?: boolean): void};
declare function save(...what: unknown[]): void;
declare function show(...what: unknown[]): void;
declare function showHelp(text: string): void;
declare function startCall(number: string): void;
declare module '*.css';
interface EventTarget {closest(selector: string): Element | null; readonly value: string}
interface Element {readonly dataset: DOMStringMap}
`;

/** … and in the browser, where each call of a function is recorded. */
const STUBS = `
window.invocations = [];
const record = (name) => (...args) => void invocations.push([name, ...args]);
var crm = {log: record('crm.log')}, RCAdapter = {clickToCall: record('RCAdapter.clickToCall')};
var save = record('save'), show = record('show'), showHelp = record('showHelp'), startCall = record('startCall');
var contact = {phone: '+16505550129', name: 'Anna'}, text = 'Call (650) 555-0100 x9 today.';
`;

/** Gives the session an access token, unless the snippet has set it up. */
const SESSION = `
const session = document.querySelector('rc-session');
if (session) session.getAccessToken ??= async () => (await fetch('/api/ringcentral-token')).text();
`;

const react = (code) => {
  const component = /^function ([A-Z]\w*)/m.exec(code)?.[1];
  return `import 'rc-click-to-call'; import {createRoot} from 'react-dom/client';
    ${component ? code : `const It = () => <>${code}</>;`}
    createRoot(document.querySelector('#app')).render(<${component ?? 'It'} />);`;
};

const vue = (source) => {
  const isCustomElement = (tag) => tag.startsWith('rc-');
  const {code, errors, tips} = compileTemplate({source, filename: 'It.vue', id: 'it', compilerOptions: {isCustomElement}});
  if (errors.length || tips.length) throw new Error([...errors, ...tips].join('\n'));
  return `import 'rc-click-to-call'; import {createApp} from 'vue'; ${code}
    createApp({setup: () => ({contact, save}), render}).mount('#app');`;
};

const SCRIPTS = {js: (code) => code, jsx: react, vue};
const EXTENSIONS = {js: 'js', jsx: 'jsx', vue: 'js'};

/** The element, if the snippet names its tag. */
const elementIfNamed = (code, tag) => code.includes(`'${tag}'`) ? `<${tag}></${tag}>` : '';

/** Scripts run before there is a session, unless they need one. */
const runsLate = (code) => /button\.call\(\)|Symbol\.for/.test(code);

const stage = ({id, code}, styled) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Contacts</title>
${styled ? `<link rel="stylesheet" href="/snippets/${id}.css">` : ''}<script>${STUBS}</script>
<body country="US">${code.includes('store.connect') ? '' : '<rc-session></rc-session>'}<output></output><div id="app"></div>
<button id="signInButton">Sign in with the store</button><button id="callButton">Call with the store</button>
<p data-office="toronto"><rc-click-to-call to="+16505550100" name="Anna">Call Anna</rc-click-to-call></p>
<button class="call" data-phone="+16505550100">Call</button>
${elementIfNamed(code, 'rc-number-select')}
${elementIfNamed(code, 'rc-inbound-call')}
${code.includes("'rc-number-links'") ? '<rc-number-links><p id="text">(650) 555-0142</p></rc-number-links>' : '<p>(650) 555-0142</p>'}
<rc-call-status></rc-call-status>
<script type="module" src="/snippets/stage.js"></script>
${runsLate(code) ? '' : `<script type="module" src="/snippets/${id}.js"></script>`}
<script type="module">${SESSION}${runsLate(code) ? `
document.addEventListener('rc-session-change', ({detail: {state}}) => { if (state === 'ready') void import('/snippets/${id}.js'); });` : ''}
document.documentElement.dataset.ready = '';</script>`;

const TAG = '<script type="module" src="/rc/rc-click-to-call.js"></script>';

/** A snippet of HTML as a page; only its placeholders are filled in. */
function page({code}) {
  const {'rc-click-to-call.all.js': hash} = JSON.parse(readFileSync(path.join(root, 'dist/cdn/integrity.json'), 'utf8'));
  const map = readFileSync(path.join(root, 'dist/cdn/importmap.json'), 'utf8');
  const preloads = readFileSync(path.join(root, 'dist/cdn/modulepreload.html'), 'utf8');
  const html = code
    .replace(/<link rel="modulepreload"[^>]*>/, preloads)
    .replace(/(<script type="importmap">)[^<]*(?=<)/, `$1${map}`)
    .replace('integrity="sha384-…"', `integrity="${hash}"`)
    .replaceAll('src="rc-click-to-call.js"', 'src="/rc/rc-click-to-call.js"')
    .replaceAll('…/dist/', '/dist/')
    .replaceAll('https://unpkg.com/ringcentral-c2d@2.0.3/build/', '/c2d/')
    .replaceAll('YOUR_CLIENT_ID', 'demo');
  const scriptTag = /rc-click-to-call(\.all)?\.js/.test(html) ? '' : TAG;
  if (/^<!doctype/i.test(html)) return html;
  return /^<html/.test(html)
    ? `<!doctype html>${html}${scriptTag}`
    : `<!doctype html><html lang="en"><meta charset="utf-8"><title>Snippet</title><body>${scriptTag}${html}`;
}

/**
 * @param {ReturnType<typeof import('./snippets.mjs').snippets>} all
 * @returns {Promise<{folder: string, consumer: string, close: () => void}>} `folder`: `{id}.html` for each; `consumer`: the
 *   snippets as sources beside the package, with a tsconfig.json
 */
export async function stageOf(all) {
  const folder = mkdtempSync(path.join(tmpdir(), 'snippets-'));
  const consumer = path.join(folder, 'sources');
  const modules = path.join(consumer, 'node_modules');
  mkdirSync(modules, {recursive: true});
  symlinkSync(root, path.join(modules, 'rc-click-to-call'));
  mkdirSync(path.join(modules, '@types'));
  for (const name of ['react', 'react-dom', 'vue', 'ringcentral-c2d', '@types/react', '@types/react-dom']) {
    symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  symlinkSync(path.join(root, 'dist'), path.join(folder, 'dist'));
  symlinkSync(path.join(root, 'dist/cdn'), path.join(folder, 'rc'));
  symlinkSync(path.join(root, 'node_modules/ringcentral-c2d/build'), path.join(folder, 'c2d'));
  // Answers of the page's backend.
  writeFileSync(path.join(folder, 'contacts'), '{"name": "Anna of the harbor office"}');
  writeFileSync(path.join(folder, 'do-not-call'), '{"mayBeCalled": false}');

  const scripts = all.filter(({language}) => language in SCRIPTS);
  for (const {id, language, code} of scripts) {
    writeFileSync(path.join(consumer, `${id}.${EXTENSIONS[language]}`), SCRIPTS[language](code));
  }
  writeFileSync(path.join(consumer, 'stage.js'), "import 'rc-click-to-call';");
  await esbuild.build({
    entryPoints: [...scripts.map(({id, language}) => `${id}.${EXTENSIONS[language]}`), 'stage.js'], absWorkingDir: consumer,
    outdir: path.join(folder, 'snippets'), bundle: true, splitting: true, format: 'esm', target: 'es2022', jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"', '__VUE_OPTIONS_API__': 'true', '__VUE_PROD_DEVTOOLS__': 'false',
      '__VUE_PROD_HYDRATION_MISMATCH_DETAILS__': 'false',
    },
    plugins: [withoutPolyfills], loader: {'.scss': 'empty', '.svg': 'dataurl', '.png': 'dataurl'}, logLevel: 'error',
  });
  for (const snippet of all) {
    const styled = existsSync(path.join(folder, 'snippets', `${snippet.id}.css`));
    if (snippet.language === 'html') writeFileSync(path.join(folder, `${snippet.id}.html`), page(snippet));
    else if (snippet.language in SCRIPTS) writeFileSync(path.join(folder, `${snippet.id}.html`), stage(snippet, styled));
  }
  writeTypes(consumer, all);
  return {folder, consumer, close: () => rmSync(folder, {recursive: true, force: true})};
}

/** ringcentral-c2d imports core-js, which this browser does not need. */
const withoutPolyfills = {
  name: 'without-polyfills',
  setup(build) {
    build.onResolve({filter: /^core-js\//}, ({path: file}) => ({path: file, namespace: 'nothing'}));
    build.onLoad({filter: /./, namespace: 'nothing'}, () => ({contents: ''}));
  },
};

/** Code that compiles only if a type in a document equals the package's type. */
function typeCheck({code, heading}) {
  const same = (shown, real) => `
    declare const shown: ${shown}; declare const real: ${real};
    export const forward: ${shown} = real; export const back: ${real} = shown;`;
  const name = /^interface (\w+)/m.exec(code)?.[1];
  if (name === 'Detail') {
    const event = heading.replaceAll('`', '');
    return `import type {Call, CallDetails, CallError, Contact, Inbound, SessionState, User} from 'rc-click-to-call'; ${code}
      export type Used = Call | CallDetails | CallError | SessionState | User;
      ${same('Detail', `GlobalEventHandlersEventMap['${event}']['detail']`)}`;
  }
  // A listing for readers may say `string` where the type is narrower.
  const imported = ['Call', 'CallDetails', 'CallError', 'HostSdk', 'Leg', 'SessionState', 'User'].filter((type) => !new RegExp(`^interface ${type} `, 'm').test(code)
    && !new RegExp(`^type ${type} `, 'm').test(code));
  return `import type {${name} as Real${imported.map((type) => `, ${type}`).join('')}} from 'rc-click-to-call/store';\n${code}
    declare const real: Real; export const forward: ${name} = real;
    export const sameNames: [keyof ${name}, keyof Real] = null! as [keyof Real, keyof ${name}];`;
}

function writeTypes(consumer, all) {
  const types = path.join(consumer, 'types');
  mkdirSync(types);
  writeFileSync(path.join(types, 'globals.d.ts'), GLOBALS);
  for (const snippet of all) {
    const {id, language, code} = snippet;
    const write = (extension, content) => writeFileSync(path.join(types, `${id}.${extension}`), `${content}\nexport {};\n`);
    if (language === 'ts') write('ts', typeCheck(snippet));
    else if (language === 'js') write('js', code);
    else if (language === 'jsx') write('tsx', /^</.test(code) ? `export const It = () => <>${code}</>;` : code);
  }
  writeFileSync(path.join(types, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      target: 'es2022', module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable'], jsx: 'react-jsx',
      types: ['react', 'rc-click-to-call/types/react'], allowJs: true, checkJs: true, noEmit: true, skipLibCheck: true, strict: false,
    },
    include: ['*'],
  }));
}
