// custom-elements.json lists the public properties and methods of the declarations, and no others.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import ts from 'typescript';
import {dist, manifest, root} from './support.mjs';

const {modules} = JSON.parse(readFileSync(path.join(root, manifest.customElements), 'utf8'));
const elements = modules.flatMap(({path: module, declarations = []}) => declarations.map((declaration) => ({module, declaration})))
  .filter(({declaration}) => declaration.tagName);

const fileOf = (module) => path.join(root, module.replace(/\.js$/, '.d.ts'));
const program = ts.createProgram(elements.map(({module}) => fileOf(module)), {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [],
});
const checker = program.getTypeChecker();

const isHidden = (declaration) => ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
  || ts.getJSDocTags(declaration).some(({tagName}) => tagName.text === 'internal');

/** Public members of a class that neither the platform nor Lit declares. */
function membersOf(module, name) {
  const file = checker.getSymbolAtLocation(program.getSourceFile(fileOf(module)));
  const type = checker.getDeclaredTypeOfSymbol(checker.getExportsOfModule(file).find((symbol) => symbol.name === name));
  const inherited = inheritedNames(type);
  return type.getProperties()
    .filter(({name: member, declarations = []}) => !/^[#_]/.test(member) && !inherited.has(member)
      && declarations.every((declaration) => declaration.getSourceFile().fileName.startsWith(dist) && !isHidden(declaration)))
    .map((symbol) => symbol.name);
}

/** Callbacks that browsers call by name; no class declares them. */
const CALLBACKS = ['adoptedCallback', 'formAssociatedCallback', 'formDisabledCallback', 'formResetCallback', 'formStateRestoreCallback'];

function inheritedNames(type) {
  let base = type;
  while (base.symbol.name !== 'LitElement') base = checker.getBaseTypes(base)[0];
  // What an element does in place of the browser, such as `focus()`, is its own.
  const isOfBrowser = ({declarations = []}) => declarations.every((declaration) =>
    /\/lib\.dom[^/]*\.d\.ts$/.test(declaration.getSourceFile().fileName));
  const ofLit = base.getProperties().filter((symbol) => !isOfBrowser(symbol));
  return new Set([...CALLBACKS, ...ofLit.map(({name}) => name)]);
}

for (const {module, declaration: {tagName, name, members = []}} of elements) {
  test(`<${tagName}> has the properties and methods of its declarations`, () => {
    const listed = members.filter((member) => !member.static).map((member) => member.name);
    assert.deepEqual([...new Set(listed)].sort(), membersOf(module, name).sort());
  });
}
