// Scripts for pages that are written with other frameworks and libraries. The elements are in a
// bundle of their own, as on a page with our script tag.
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {compile, compileModule} from 'svelte/compiler';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const TAGS = [
  'session', 'click-to-call', 'number-select', 'call-status', 'number-links', 'inbound-call',
];

/**
 * A framework's script sets `globalThis.show(target, rows)`, which shows a call button for each
 * row, keyed by `id`, and returns `{update(rows), remove()}`.
 */
const SCRIPTS = {
  elements: `${TAGS.map((tag) => `import './src/elements/${tag}/define.js';`).join('\n')}
    import {getStore} from './src/store/index.js';
    globalThis.storeOf = getStore;`,

  react: `import {createElement, StrictMode} from 'react';
    import {flushSync} from 'react-dom';
    import {createRoot} from 'react-dom/client';
    const button = ({id, label, ...props}) => createElement('rc-click-to-call', {key: id, ...props}, label);
    globalThis.show = (target, rows) => {
      const root = createRoot(target);
      const update = (next) => flushSync(() => root.render(createElement(StrictMode, null, next.map(button))));
      update(rows);
      return {update, remove: () => root.unmount()};
    };`,

  preact: `import {h, render} from 'preact';
    const button = ({id, label, ...props}) => h('rc-click-to-call', {key: id, ...props}, label);
    globalThis.show = (target, rows) => {
      const update = (next) => render(next.map(button), target);
      update(rows);
      return {update, remove: () => render(null, target)};
    };`,

  vue: `import {createApp, h, shallowRef} from 'vue';
    const button = ({id, label, ...props}) => h('rc-click-to-call', {key: id, ...props}, label);
    globalThis.show = (target, rows) => {
      const shown = shallowRef(rows);
      const app = createApp({render: () => shown.value.map(button)});
      app.mount(target);
      return {update: (next) => { shown.value = next; }, remove: () => app.unmount()};
    };`,

  solid: `import {createComponent, For} from 'solid-js';
    import {createStore, reconcile} from 'solid-js/store';
    import {Dynamic, render} from 'solid-js/web';
    const PROPERTIES = ['to', 'name', 'country', 'confirm', 'size', 'disabled'];
    const propsOf = (row) => Object.defineProperties({component: 'rc-click-to-call'}, Object.fromEntries(
      [...PROPERTIES.map((name) => [name, name]), ['children', 'label']]
        .map(([name, field]) => [name, {get: () => row[field], enumerable: true}])));
    globalThis.show = (target, rows) => {
      const [state, setState] = createStore({rows});
      const List = () => createComponent(For, {
        get each() { return state.rows; },
        children: (row) => createComponent(Dynamic, propsOf(row)),
      });
      const remove = render(List, target);
      return {update: (next) => setState('rows', reconcile(next, {key: 'id'})), remove};
    };`,

  svelte: `import {flushSync, mount, unmount} from 'svelte';
    import Rows from './Rows.svelte';
    import {stateOf} from './state.svelte.js';
    globalThis.show = (target, rows) => {
      const props = stateOf({rows});
      const app = mount(Rows, {target, props});
      flushSync();
      const update = (next) => { props.rows = next; flushSync(); };
      return {update, remove: () => unmount(app)};
    };`,

  angular: `import '@angular/compiler';
    import {Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal} from '@angular/core';
    import {bootstrapApplication} from '@angular/platform-browser';
    globalThis.show = async (target, rows) => {
      const shown = signal(rows);
      const Rows = Component({
        selector: 'angular-rows', schemas: [CUSTOM_ELEMENTS_SCHEMA],
        template: \`@for (row of rows(); track row.id) {
          <rc-click-to-call [to]="row.to" [name]="row.name" [country]="row.country" [confirm]="row.confirm"
            [size]="row.size" [disabled]="row.disabled">{{row.label}}</rc-click-to-call>}\`,
      })(class { rows = shown; });
      target.append(document.createElement('angular-rows'));
      const app = await bootstrapApplication(Rows, {providers: [provideZonelessChangeDetection()]});
      return {update: (next) => shown.set(next), remove: () => app.destroy()};
    };`,

  turbo: `import * as Turbo from '@hotwired/turbo'; globalThis.Turbo = Turbo;`,
  htmx: `import htmx from 'htmx.org/dist/htmx.esm.js'; globalThis.htmx = htmx;`,
  morphs: `import {Idiomorph} from 'idiomorph/dist/idiomorph.esm.js';
    import morphdom from 'morphdom';
    globalThis.morphs = {
      idiomorph: (target, html) => Idiomorph.morph(target, html, {morphStyle: 'innerHTML'}),
      morphdom: (target, html) => morphdom(target, '<main>' + html + '</main>', {childrenOnly: true}),
    };`,
};

const SVELTE = {
  './Rows.svelte': () => compile(`<script>const {rows} = $props();</script>
    {#each rows as {id, label, ...props} (id)}<rc-click-to-call {...props}>{label}</rc-click-to-call>{/each}`,
  {filename: 'Rows.svelte', generate: 'client'}),
  './state.svelte.js': () => compileModule(
    'export const stateOf = (value) => { const state = $state(value); return state; };',
    {filename: 'state.svelte.js', generate: 'client'}),
};

const sveltePlugin = {
  name: 'svelte',
  setup({onResolve, onLoad}) {
    onResolve({filter: /\.svelte(\.js)?$/}, ({path: file}) => file in SVELTE ? {path: file, namespace: 'svelte'} : undefined);
    onLoad({filter: /./, namespace: 'svelte'}, ({path: file}) => ({contents: SVELTE[file]().js.code, resolveDir: root}));
  },
};

/** Path → text of each script's files; a script is `/<name>.js`. */
export async function bundleScripts(names = Object.keys(SCRIPTS)) {
  const files = {};
  await Promise.all(names.map(async (name) => {
    const {outputFiles} = await build({
      stdin: {contents: SCRIPTS[name], resolveDir: root, sourcefile: `${name}.js`, loader: 'js'},
      bundle: true, format: 'esm', splitting: true, minify: true, write: false, outdir: '/', target: 'es2022', ignoreAnnotations: name === 'elements',
      absWorkingDir: root, tsconfig: path.join(root, 'tsconfig.json'), logLevel: 'error', plugins: [sveltePlugin],
      entryNames: name, chunkNames: `${name}/[name]-[hash]`,
      define: {'process.env.NODE_ENV': '"production"', '__VUE_OPTIONS_API__': 'true', '__VUE_PROD_DEVTOOLS__': 'false', '__VUE_PROD_HYDRATION_MISMATCH_DETAILS__': 'false'},
    });
    for (const {path: file, text} of outputFiles) files[file] = text;
  }));
  return files;
}
