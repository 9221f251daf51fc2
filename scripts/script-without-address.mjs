// A Rollup plugin: chunks use what the script has without importing it by its address.
import {createHash} from 'node:crypto';
import path from 'node:path';
import MagicString from 'magic-string';
import {parseAst} from 'rollup/parseAst';

/**
 * Pages write the address of a script with a version (`….js?ver=1`), and CDNs redirect it: a chunk that
 * imports `../….js` would load the script again, as a copy. So the script puts what chunks use on
 * `globalThis`, under a symbol of the build. It has run before any chunk, since it loads them all. If
 * a page has the same build twice, the chunks use the first.
 *
 * @param {string} name of the script
 */
export function scriptWithoutAddress(name) {
  const fileName = `${name}.js`;
  const isOfScript = ({source}) => source && path.posix.basename(source.value) === fileName;
  const registryIn = (chunks) => `globalThis[Symbol.for('${name}/build-${hashOf(chunks)}')]`;
  return {
    name: 'script-without-address',
    renderChunk(code, chunk, options, {chunks}) {
      const text = new MagicString(code);
      const statements = parseAst(code).body;
      const registry = registryIn(chunks);
      const script = Object.values(chunks).find((other) => other.fileName === fileName);
      const {exports: publicNames} = this.getModuleInfo(script.facadeModuleId);
      if (chunk.fileName === fileName) shareExports(text, statements, publicNames, registry);
      for (const {type, start, end, specifiers} of statements.filter(isOfScript)) {
        if (type !== 'ImportDeclaration') this.error(`${chunk.fileName} exports what ${fileName} has.`);
        const pairs = specifiers.map(({imported, local}) => [imported.name, local.name]);
        const publicName = pairs.map(([name]) => name).find((name) => publicNames.includes(name));
        if (publicName) this.error(`${chunk.fileName} imports ${publicName}, which ${fileName} exports to pages only.`);
        text.update(start, end, `const ${objectOf(pairs)} = ${registry};`);
      }
      return {code: text.toString(), map: text.generateMap({hires: true})};
    },
  };
}

/** Chunks and script of two builds never meet, whatever their versions. */
function hashOf(chunks) {
  const hash = createHash('sha256');
  for (const {modules} of Object.values(chunks)) {
    for (const {code} of Object.values(modules)) hash.update(code ?? '');
  }
  return hash.digest('base64url').slice(0, 8);
}

const objectOf = (pairs) => `{ ${pairs.map(([name, local]) => `${name}: ${local}`).join(', ')} }`;

/** The script exports what pages import, and shares the rest. */
function shareExports(text, statements, publicNames, registry) {
  const [{start, end, specifiers}] = statements.filter(({type}) => type === 'ExportNamedDeclaration');
  const pairs = specifiers.map(({exported, local}) => [exported.name, local.name]);
  const isPublic = ([name]) => publicNames.includes(name);
  const shared = pairs.filter((pair) => !isPublic(pair));
  const constants = new Set(statements.flatMap(constantsOf));
  const variable = shared.find(([, local]) => !constants.has(local));
  if (variable) throw new Error(`${variable[1]} may change, so chunks cannot share it.`);
  const exported = pairs.filter(isPublic).map(([name, local]) => `${local} as ${name}`);
  text.update(start, end, `${registry} ??= ${objectOf(shared)};
export { ${exported.join(', ')} };`);
}

/** The names at the top of a module whose values never change. */
function constantsOf({type, kind, id, declarations}) {
  if (type === 'FunctionDeclaration' || type === 'ClassDeclaration') return [id.name];
  return kind === 'const' ? declarations.map((declaration) => declaration.id.name) : [];
}
