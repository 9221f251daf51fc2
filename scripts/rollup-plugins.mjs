/**
 * Rollup plugins for the files of dist/cdn.
 *
 * Two of them patch lit-html as it is bundled. Each keeps a promise to pages; neither saves bytes.
 * Gzipped, in the first load of the script tag and in the classic script:
 *
 * - `oneTrustedTypesPolicy` (+12 and +13 bytes): two copies of the script run under `trusted-types
 *   lit-html`, which allows the policy once. Without it the second copy throws as it loads.
 * - `templatesInHtml` (+29 and +31 bytes): on a page in XML (XHTML) the call link stays. Without it
 *   each element throws as it renders, after its shadow root has hidden the page's own link.
 *
 * Any other patch has to save 0.3 kB. Lit's checks of style sheets (139 and 124 bytes), polyfill
 * hooks (61 and 67), decorator metadata (54 and 52) and version notes (44 and 60) stay as they are.
 */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {walk} from 'estree-walker';
import {transform as transformCss} from 'lightningcss';
import MagicString from 'magic-string';
import minifyTemplateLiterals from 'rollup-plugin-minify-template-literals';
import {parseAst} from 'rollup/parseAst';

const LIT_HTML = /[\\/]lit-html[\\/]lit-html\.js$/;

/**
 * Appends the query of a retry to the address of each chunk (see src/loading/lazy-part.ts):
 * `(_query) => import('./parse.js')` becomes `(_query) => import('./parse-….js' + _query)`.
 */
export function chunksWithQuery() {
  return {
    name: 'chunks-with-query',
    transform(code, id) {
      const imports = code.match(/(?<![#.\w])import\(/g)?.length ?? 0;
      const withQuery = code.match(/\(_query\) => import\(/g)?.length ?? 0;
      if (imports > withQuery) this.error(`${id} loads a chunk without a LazyPart.`);
    },
    renderDynamicImport: () => ({left: 'import(', right: ' + _query)'}),
  };
}

/**
 * Patches the one call of a method in lit-html. The build fails if a new version of Lit has another
 * number of them.
 *
 * @param {string} name of the plugin
 * @param {string} method
 * @param {string} firstArgument a string, as it stands in the call
 * @param {(text: MagicString, call: object) => void} patch
 */
function patchLitHtml(name, method, firstArgument, patch) {
  let patched = 0;
  const isWanted = ({type, callee, arguments: [argument] = []}) => type === 'CallExpression'
    && callee.property?.name === method
    && argument?.value === firstArgument;
  return {
    name,
    buildStart() {
      patched = 0;
    },
    transform(code, id) {
      if (!LIT_HTML.test(id)) return null;
      const text = new MagicString(code);
      walk(parseAst(code), {
        enter(node) {
          if (!isWanted(node)) return;
          patched++;
          patch(text, node);
        },
      });
      return {code: text.toString(), map: text.generateMap({hires: true})};
    },
    buildEnd(error) {
      if (error || patched === 1) return;
      this.error(`lit-html calls ${method}("${firstArgument}") ${patched} times, not once.`);
    },
  };
}

/**
 * A copy of the script that finds `tag` defined defines nothing, so it does without Lit's policy:
 * creating a second policy of that name throws.
 *
 * @param {string} tag
 */
export function oneTrustedTypesPolicy(tag) {
  const isDefined = `globalThis.customElements?.get(${JSON.stringify(tag)})`;
  const patch = (text, {start, end}) => {
    text.appendLeft(start, `(${isDefined}?void 0:`).appendRight(end, ')');
  };
  return patchLitHtml('one-trusted-types-policy', 'createPolicy', 'lit-html', patch);
}

/**
 * Lit's templates are HTML. A page in XML would parse them as XML, so an HTML document makes them.
 */
export function templatesInHtml() {
  return patchLitHtml('templates-in-html', 'createElement', 'template', (text, {callee}) => {
    const {start, end} = callee.object;
    const page = text.original.slice(start, end);
    const htmlDocument = `${page}.implementation.createHTMLDocument()`;
    text.update(start, end, `(${page}.contentType=="text/html"?${page}:${htmlDocument})`);
  });
}

/**
 * The `*` of `*::highlight(…)`: our code puts other selectors in its place, and lightningcss would
 * drop it.
 */
const REPLACEABLE_SELECTOR = /(?:^|[\s,{}])\*::/;

function minifyCss(css) {
  if (REPLACEABLE_SELECTOR.test(css)) return css;
  const {code} = transformCss({filename: 'template.css', code: Buffer.from(css), minify: true});
  return code.toString();
}

/**
 * Minifies css`…`, html`…` and svg`…` in our sources. White space in HTML becomes one space, never
 * none: between inline elements it shows.
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

const LOCALE_TABLE = /[\\/]i18n[\\/]locales[\\/](?!index)[\w-]+\.ts$/;

/** The properties of all objects in a module. */
function propertiesIn(code) {
  const properties = [];
  walk(parseAst(code), {
    enter(node) {
      if (node.type === 'ObjectExpression') properties.push(...node.properties);
    },
  });
  return properties;
}

/**
 * For the one file that holds all languages, where it saves 5.6 kB gzipped: the keys stand once, in
 * English, and each table becomes its values in the order of `english`, one a line.
 *
 * @param {string[]} keys of `english`
 */
export function tablesWithoutKeys(keys) {
  return {
    name: 'tables-without-keys',
    transform(code, id) {
      if (!LOCALE_TABLE.test(id)) return null;
      const properties = propertiesIn(code);
      // A table that only lists its differences from another one is short already.
      const isWhole = properties.length === keys.length
        && properties.every(({type}) => type !== 'SpreadElement');
      if (!isWhole) return null;

      const nameOf = ({key}) => key.value ?? key.name;
      const sentences = new Map(properties.map((property) => [nameOf(property), property.value.value]));
      const lines = keys.map((key) => sentences.get(key));
      if (lines.some((line) => typeof line !== 'string' || line.includes('\n'))) {
        this.error(`${id} has other keys than English.`);
      }
      return {
        code: `import {english} from '../strings.js';
          const lines = ${JSON.stringify(lines.join('\n'))}.split('\\n');
          const entries = Object.keys(english).map((key, at) => [key, lines[at]]);
          export default Object.fromEntries(entries);`,
        map: {mappings: ''},
      };
    },
  };
}

/**
 * Leaves the code of modules out of a script: another module stands in for them. The build fails if
 * one of them is not a part of the script, as after a new name.
 *
 * @param {string[]} files
 * @param {string} standIn has the exports of them that the script uses
 */
export function standInFor(files, standIn) {
  const missing = new Set();
  return {
    name: 'stand-in-for',
    buildStart() {
      for (const file of files) missing.add(path.resolve(file));
    },
    load(id) {
      return missing.delete(id) ? `export * from ${JSON.stringify(path.resolve(standIn))};` : null;
    },
    buildEnd(error) {
      if (error) return;
      for (const id of missing) this.error(`${path.relative('.', id)} is no module of the script.`);
    },
  };
}

/** Puts a page beside its script. */
export function emitHtml(file) {
  return {
    name: 'emit-html',
    generateBundle() {
      const source = readFileSync(file, 'utf8');
      this.emitFile({type: 'asset', fileName: path.basename(file), source});
    },
  };
}

/** Lists the modules of each chunk, with their bytes before minifying; for scripts/sizes.mjs. */
export function listModules(file) {
  const relativePath = (id) => path.relative('.', id).split(path.sep).join('/');
  const sizesOf = ({modules}) => Object.fromEntries(Object.entries(modules)
    .map(([id, {renderedLength}]) => [relativePath(id), renderedLength])
    .sort(([, size], [, otherSize]) => otherSize - size));
  return {
    name: 'list-modules',
    generateBundle(options, bundle) {
      const chunks = Object.values(bundle).filter(({type}) => type === 'chunk');
      const list = Object.fromEntries(chunks.map((chunk) => [chunk.fileName, sizesOf(chunk)]));
      mkdirSync(path.dirname(file), {recursive: true});
      writeFileSync(file, JSON.stringify(list, null, 2));
    },
  };
}
