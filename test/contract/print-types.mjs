// The types of a package as its users meet them: exported names by name, everything else by its shape. A private type
// may be renamed or moved without any trace here; its shape may not change.
import ts from 'typescript';
import {DeclarationPrinter} from './declaration-printer.mjs';
import {byName, compare, TypePrinter} from './type-printer.mjs';

const LIB = ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
const {SymbolFlags} = ts;

/**
 * @param {string} ownFolder types declared in it may be expanded; other packages' types keep their names
 * @param {ReadonlyMap<string, string>} entries specifier → file of declarations
 */
export function printPackage(ownFolder, entries) {
  const program = ts.createProgram([...entries.values()], {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, lib: LIB, types: [], strict: true,
    exactOptionalPropertyTypes: true,
  });
  const checker = program.getTypeChecker();
  const isOwn = ({fileName}) => fileName.startsWith(`${ownFolder}/`);
  const sourceOf = (file) => program.getSourceFile(file);
  const unaliased = (symbol) => symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const exportsOf = (file) => {
    const module = checker.getSymbolAtLocation(sourceOf(file));
    return module ? checker.getExportsOfModule(module).sort(byName) : [];
  };

  /** Symbol → the name by which the package exports it. */
  const exported = new Map();
  for (const file of entries.values()) {
    for (const symbol of exportsOf(file)) exported.set(unaliased(symbol), symbol.name);
  }

  const isOurs = (symbol) =>
    symbol.declarations?.some((declaration) => isOwn(declaration.getSourceFile())) ?? false;

  /** The name under which a user may know it; undefined = only its shape counts. */
  function nameOf(symbol) {
    if (!symbol || symbol.name.startsWith('__')) return undefined;
    return exported.get(symbol) ?? (isOurs(symbol) ? undefined : symbol.name);
  }

  const types = new TypePrinter(checker, {nameOf, isOurs});
  const declarations = new DeclarationPrinter(checker, types);

  /** Members that are added to the browser's own interfaces, such as `HTMLElementTagNameMap`. */
  function globals() {
    const added = program.getSourceFiles().filter(isOwn)
      .flatMap((file) => file.statements.filter(ts.isModuleDeclaration)).flatMap(({body}) => body.statements)
      .flatMap((statement) => statement.members.map((one) =>
        `${statement.name.text}[${one.name.text}]: ${types.print(checker.getTypeAtLocation(one))}`));
    return added.sort(compare);
  }

  /** A name that several entries export is printed once, and named by the others. */
  const printed = new Map();
  const sections = [...entries].map(([specifier, file]) => {
    const lines = exportsOf(file).map((symbol) => {
      const original = unaliased(symbol);
      const before = printed.get(original);
      if (before) return `${symbol.name}: as in ${before}`;
      printed.set(original, specifier);
      return declarations.print(original, symbol.name);
    });
    return [`=== ${specifier}`, ...lines.length ? lines : ['exports nothing']].join('\n\n');
  });
  return [...sections, ['=== added to the global types', globals().join('\n')].join('\n\n')].join('\n\n') + '\n';
}
