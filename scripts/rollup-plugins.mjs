// The small things that our bundles for pages need.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {transform as transformCss} from 'lightningcss';
import MagicString from 'magic-string';
import minifyTemplateLiterals from 'rollup-plugin-minify-template-literals';

/**
 * Lit makes the Trusted Types policy `lit-html` as it loads, and a second policy of that name throws under
 * `trusted-types lit-html`. Where `tag` is defined already (the script came twice, or beside an npm copy), this
 * copy will define nothing, so it goes without; where somebody else's Lit came first, asking is harmless.
 */
export function oneTrustedTypesPolicy(tag) {
  let found = 0;
  const call = /(\w+)\.createPolicy\((["']lit-html["'],)/;
  return {
    name: 'one-trusted-types-policy',
    buildStart() {
      found = 0;
    },
    transform(code, id) {
      if (!/[\\/]lit-html[\\/]/.test(id)) return null;
      const match = call.exec(code);
      if (!match) return null;
      found++;
      const text = new MagicString(code);
      const end = closing(code, match.index + match[0].indexOf('('));
      text.appendLeft(match.index, `(globalThis.customElements?.get(${JSON.stringify(tag)})?void 0:`);
      text.appendRight(end, ')');
      return {code: text.toString(), map: text.generateMap({hires: true})};
    },
    buildEnd(error) {
      if (!error && found !== 1) this.error(`lit-html makes its Trusted Types policy in ${found} places, not in one.`);
    },
  };
}

/** Lit asks for polyfills of shadow roots; browsers without them show links, and never run this. */
export const withoutPolyfills = () => ({
  name: 'without-polyfills',
  transform(code, id) {
    if (!/[\\/](lit-html|lit-element|@lit[\\/]reactive-element)[\\/]/.test(id)) return null;
    const text = new MagicString(code).replace(/\b\w+\.(litHtml|litElement|reactiveElement)PolyfillSupport\b/g, 'void 0');
    return {code: text.toString(), map: text.generateMap({hires: true})};
  },
});

/**
 * What standard decorators keep on `Symbol`, which a page may have frozen (a module then throws as it loads). Our
 * elements name their properties in `static properties`.
 */
export function withoutDecoratorMetadata() {
  const keeping = /Symbol\.metadata\?\?=Symbol\((["'])metadata\1\),\w+\.litPropertyMetadata\?\?=new WeakMap;/;
  const reading = /this\[Symbol\.metadata\]/;
  let found = 0;
  return {
    name: 'without-decorator-metadata',
    buildStart() {
      found = 0;
    },
    transform(code, id) {
      if (!/[\\/]@lit[\\/]reactive-element[\\/]reactive-element\.js$/.test(id)) return null;
      found += [keeping, reading].filter((part) => part.test(code)).length;
      const text = new MagicString(code).replace(keeping, ';').replace(reading, 'null');
      return {code: text.toString(), map: text.generateMap({hires: true})};
    },
    buildEnd(error) {
      if (!error && found !== 2) this.error('reactive-element keeps the metadata of decorators in another way than it did.');
    },
  };
}

/**
 * Lit notes its versions on the page, and warns whoever develops with a Lit of their own that there is another one.
 * Ours is nobody else's business: it shares nothing.
 */
export function withoutVersionNotes() {
  const note = /\(\w+\.(litHtml|litElement|reactiveElement)Versions\?\?=\[\]\)\.push\((["'])[\d.]+\2\)/;
  let found = 0;
  return {
    name: 'without-version-notes',
    buildStart() {
      found = 0;
    },
    transform(code, id) {
      if (!/[\\/](lit-html|lit-element|@lit[\\/]reactive-element)[\\/]/.test(id) || !note.test(code)) return null;
      found++;
      const text = new MagicString(code).replace(note, 'void 0');
      return {code: text.toString(), map: text.generateMap({hires: true})};
    },
    buildEnd(error) {
      if (!error && found !== 3) this.error(`Lit notes its versions in ${found} places, not in three.`);
    },
  };
}

/** Lit's templates are HTML; a page in XML (XHTML) would read them as XML, so an HTML document makes them there. */
export function templatesInHtml() {
  const making = /\b(\w+)\.createElement\((["'])template\2\)/;
  let found = 0;
  return {
    name: 'templates-in-html',
    buildStart() {
      found = 0;
    },
    transform(code, id) {
      if (!/[\\/]lit-html[\\/]lit-html\.js$/.test(id) || !making.test(code)) return null;
      found++;
      const text = new MagicString(code)
        .replace(making, '($1.contentType=="text/html"?$1:$1.implementation.createHTMLDocument()).createElement("template")');
      return {code: text.toString(), map: text.generateMap({hires: true})};
    },
    buildEnd(error) {
      if (!error && found !== 1) this.error('lit-html makes its templates in another way than it did.');
    },
  };
}

/** The index behind the bracket that closes the one at `open`. Good enough for code without brackets in strings. */
function closing(code, open) {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if (code[i] === '(') depth++;
    else if (code[i] === ')' && --depth === 0) return i + 1;
  }
  throw new Error('A bracket is never closed.');
}

/** `*` of a rule such as `*::highlight(…)`: our code puts other selectors in its place, and lightningcss drops it. */
const HAS_REPLACEABLE_SELECTOR = /(?:^|[\s,{}])\*::/;

function minifyCss(css) {
  if (HAS_REPLACEABLE_SELECTOR.test(css)) return css;
  const {code} = transformCss({filename: 'template.css', code: Buffer.from(css), minify: true});
  return code.toString();
}

/**
 * Shortens the text of css`…`, html`…` and svg`…` of our own sources. White space in HTML becomes one space and never
 * none, because between inline elements it shows.
 */
export const minifyTemplates = () => minifyTemplateLiterals({
  include: 'src/**/*.ts',
  failOnError: true,
  options: {
    minifyOptions: {
      collapseWhitespace: true,
      conservativeCollapse: true,
      decodeEntities: false,
      keepClosingSlash: true,
      minifyCSS: minifyCss,
      minifyJS: false,
      removeAttributeQuotes: true,
      removeEmptyAttributes: false,
    },
  },
});

/** A style sheet without `${…}` has nothing to check, so it goes without Lit's `css` and its error texts. */
export function withoutCssChecks() {
  return {
    name: 'without-css-checks',
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes('css`')) return null;
      const text = new MagicString(code);
      const sheets = [];
      let cssImport;
      walk(this.parse(code), (node) => {
        if (node.type === 'ImportSpecifier' && node.imported.name === 'css') cssImport = node;
        if (node.type === 'TaggedTemplateExpression' && node.tag.name === 'css') sheets.push(node.quasi);
      });
      if (!cssImport || sheets.some(({expressions}) => expressions.length > 0)) return null;
      text.update(cssImport.start, cssImport.end, 'unsafeCSS as css');
      for (const {start, end} of sheets) text.appendLeft(start, '(').appendRight(end, ')');
      return {code: text.toString(), map: text.generateMap({hires: true})};
    },
  };
}

function walk(node, visit) {
  if (!node || typeof node.type !== 'string') return;
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const child of value) walk(child, visit);
    else if (value && typeof value === 'object') walk(value, visit);
  }
}

/**
 * In one file with all languages their keys stand once, in English: each table becomes its values in the order of
 * `english`, one a line.
 * @param {string[]} keys of `english`
 */
export function tablesWithoutKeys(keys) {
  return {
    name: 'tables-without-keys',
    transform(code, id) {
      if (!/[\\/]i18n[\\/]locales[\\/](?!index)[\w-]+\.ts$/.test(id)) return null;
      const properties = [];
      walk(this.parse(code), ({type, properties: found}) => type === 'ObjectExpression' && properties.push(...found));
      // What only differs from another table is short already.
      if (properties.some(({type}) => type === 'SpreadElement') || properties.length !== keys.length) return null;
      const values = new Map(properties.map(({key, value}) => [key.value ?? key.name, value.value]));
      const lines = keys.map((key) => values.get(key));
      if (lines.some((line) => typeof line !== 'string' || line.includes('\n'))) this.error(`${id} has other keys than English.`);
      return {
        code: `import {english} from '../strings.js';
          const lines = ${JSON.stringify(lines.join('\n'))}.split('\\n');
          export default Object.fromEntries(Object.keys(english).map((key, at) => [key, lines[at]]));`,
        map: {mappings: ''},
      };
    },
  };
}

/** Puts a page beside its script. */
export function emitHtml(file) {
  return {
    name: 'emit-html',
    generateBundle() {
      this.emitFile({type: 'asset', fileName: path.basename(file), source: readFileSync(file, 'utf8')});
    },
  };
}

/** Notes which modules each chunk is made of, with their bytes before minifying; for scripts/sizes.mjs. */
export function listModules(file) {
  return {
    name: 'list-modules',
    generateBundle(options, bundle) {
      const list = {};
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        list[chunk.fileName] = Object.fromEntries(Object.entries(chunk.modules)
          .map(([id, {renderedLength}]) => [path.relative('.', id).split(path.sep).join('/'), renderedLength])
          .sort((a, b) => b[1] - a[1]));
      }
      mkdirSync(path.dirname(file), {recursive: true});
      writeFileSync(file, JSON.stringify(list, null, 2));
    },
  };
}
