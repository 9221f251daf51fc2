/** React and Vue as they are published: their production builds, without a bundler. */

interface CommonModule {
  exports: unknown;
}

const modules = new Map<string, CommonModule>();

const FILES: Readonly<Record<string, string>> = {
  'react': 'react/cjs/react.production.js',
  'react-dom': 'react-dom/cjs/react-dom.production.js',
  'react-dom/client': 'react-dom/cjs/react-dom-client.production.js',
  'scheduler': 'scheduler/cjs/scheduler.production.js',
};

type Factory = (require: (name: string) => unknown, module: CommonModule, exports: unknown) => void;

const factories = new Map<string, Factory>();

/** React is published as CommonJS only. */
async function load(name: string, file: string): Promise<void> {
  if (factories.has(name)) return;
  const code = await (await fetch(`/node_modules/${file}`)).text();
  const url = URL.createObjectURL(new Blob([`export default (require, module, exports) => {${code}\n};`], {type: 'text/javascript'}));
  factories.set(name, (await import(url) as {default: Factory}).default);
  URL.revokeObjectURL(url);
}

function run(name: string): unknown {
  const known = modules.get(name);
  if (known) return known.exports;
  const module: CommonModule = {exports: {}};
  modules.set(name, module);
  factories.get(name)!(run, module, module.exports);
  return module.exports;
}

interface React {
  createElement(type: unknown, props?: object | null, ...children: unknown[]): unknown;
  useState<T>(initial: T): [T, (value: T) => void];
}

interface ReactRoot {
  render(element: unknown): void;
  unmount(): void;
}

export async function loadReact(): Promise<{
  React: React;
  createRoot: (container: Element) => ReactRoot;
  flushSync: (fn: () => void) => void;
}> {
  for (const [name, file] of Object.entries(FILES)) await load(name, file);
  return {
    React: run('react') as React,
    createRoot: (run('react-dom/client') as {createRoot: (container: Element) => ReactRoot}).createRoot,
    flushSync: (run('react-dom') as {flushSync: (fn: () => void) => void}).flushSync,
  };
}

interface Vue {
  createApp(component: object): {mount(container: Element): unknown; unmount(): void; config: {errorHandler?: (error: unknown) => void}};
  h(type: unknown, props?: object | null, children?: unknown): unknown;
  ref<T>(value: T): {value: T};
  nextTick(): Promise<void>;
}

export async function loadVue(): Promise<Vue> {
  const url = '/node_modules/vue/dist/vue.runtime.esm-browser.prod.js';
  return await import(url) as Vue;
}
