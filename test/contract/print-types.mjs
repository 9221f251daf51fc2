// The types of a package as its users meet them: exported names by name, everything else by its shape. A private type
// may be renamed or moved without any trace here; what it looks like may not change.
import ts from 'typescript';

const LIB = ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
const {SymbolFlags, TypeFlags} = ts;

/**
 * @param {string} ownFolder whatever is declared in it may be expanded; other packages' types keep their names
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

  // ---------------------------------------------------------------- types

  /** Private types that are being expanded: those that contain themselves end here. */
  const expanding = [];

  const named = (name, typeArguments = []) =>
    typeArguments.length ? `${name}<${typeArguments.map((type) => print(type)).join(', ')}>` : name;

  function print(type) {
    const alias = nameOf(type.aliasSymbol);
    if (alias) return named(alias, type.aliasTypeArguments);
    return printShape(type);
  }

  function printShape(type) {
    if (type.flags & TypeFlags.Boolean) return 'boolean';
    if (type.isUnion()) return printUnion(type);
    if (type.isIntersection()) return type.types.map(print).sort(compare).join(' & ');
    if (checker.isTupleType(type)) return printTuple(type);
    if (checker.isArrayType(type)) {
      const [element] = checker.getTypeArguments(type);
      return named(type.symbol.name, [element]);
    }
    if (type.flags & TypeFlags.TypeParameter) return type.isThisType ? 'this' : type.symbol.name;
    if (!(type.flags & TypeFlags.Object)) {
      return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias);
    }
    const name = nameOf(type.symbol);
    if (name) return named(name, printableArguments(type));
    return expanded(type);
  }

  /** Without the `this` that classes and interfaces have as a hidden last one. */
  function printableArguments(type) {
    const parameters = type.target?.typeParameters ?? [];
    return checker.getTypeArguments(type).slice(0, parameters.length);
  }

  function printUnion(type) {
    const parts = type.types.filter((part) => !(part.flags & TypeFlags.BooleanLiteral)).map(print);
    const literals = type.types.filter((part) => part.flags & TypeFlags.BooleanLiteral);
    if (literals.length === 2) parts.push('boolean');
    else parts.push(...literals.map((literal) => checker.typeToString(literal)));
    return [...new Set(parts)].sort(compare).map((part) => isFunction(part) ? `(${part})` : part).join(' | ');
  }

  const isFunction = (text) => /^(<.*>)?\(.*\) => /.test(text);

  function printTuple(type) {
    const elements = checker.getTypeArguments(type).map((element, index) => {
      const flags = type.target.elementFlags[index];
      if (flags & ts.ElementFlags.Rest) return `...${print(element)}[]`;
      return flags & ts.ElementFlags.Optional ? `${print(element)}?` : print(element);
    });
    return `${type.target.readonly ? 'readonly ' : ''}[${elements.join(', ')}]`;
  }

  function expanded(type) {
    if (expanding.includes(type)) return '<itself>';
    expanding.push(type);
    const members = membersOf(type);
    expanding.pop();
    const [only] = members;
    if (members.length === 1 && only.startsWith('(')) return only.replace('): ', ') => ');
    return members.length ? `{${members.join('; ')}}` : '{}';
  }

  // ---------------------------------------------------------------- members

  /** By type alone: their names are no part of the contract. */
  function parametersOf(declared) {
    const parameters = declared.parameters.map((parameter) => {
      const {valueDeclaration: declaration} = parameter;
      if (declaration?.dotDotDotToken) return `...${print(checker.getTypeOfSymbol(parameter))}`;
      const isOptional = declaration && checker.isOptionalParameter(declaration);
      return isOptional ? `${optionalType(parameter)}?` : print(checker.getTypeOfSymbol(parameter));
    });
    return `(${parameters.join(', ')})`;
  }

  /** As it is written: the checker adds `undefined`, which is something else with `exactOptionalPropertyTypes`. */
  function optionalType(symbol) {
    const written = symbol.valueDeclaration?.type;
    return print(written ? checker.getTypeFromTypeNode(written) : checker.getTypeOfSymbol(symbol));
  }

  function signature(declared) {
    const generics = declared.typeParameters?.map((parameter) => {
      const constraint = parameter.getConstraint();
      return constraint ? `${parameter.symbol.name} extends ${print(constraint)}` : parameter.symbol.name;
    });
    return `${generics ? `<${generics.join(', ')}>` : ''}${parametersOf(declared)}: ${print(declared.getReturnType())}`;
  }

  function isHidden(symbol) {
    return /^(#|_|__#)/.test(symbol.name) || (symbol.declarations ?? []).some((declaration) =>
      ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
      || ts.getJSDocTags(declaration).some(({tagName}) => tagName.text === 'internal'));
  }

  function isReadonly(symbol) {
    const declarations = symbol.declarations ?? [];
    if (declarations.some((one) => ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Readonly)) return true;
    return declarations.some(ts.isGetAccessor) && !declarations.some(ts.isSetAccessor);
  }

  function member(symbol) {
    const type = checker.getTypeOfSymbol(symbol);
    const isOptional = Boolean(symbol.flags & SymbolFlags.Optional);
    const name = isOptional ? `${symbol.name}?` : symbol.name;
    if (symbol.flags & SymbolFlags.Method) {
      const signatures = checker.getNonNullableType(type).getCallSignatures();
      return signatures.map((one) => `${name}${signature(one)}`).join('; ');
    }
    return `${isReadonly(symbol) ? 'readonly ' : ''}${name}: ${isOptional ? optionalType(symbol) : print(type)}`;
  }

  /** `apart`: properties that are not ours, of Lit's and the browser's classes for instance. */
  function membersOf(type, apart = () => false) {
    const properties = type.getProperties().filter((symbol) => !isHidden(symbol) && !apart(symbol)).sort(byName);
    const indexes = checker.getIndexInfosOfType(type).map(({keyType, type: value, isReadonly: isFixed}) =>
      `${isFixed ? 'readonly ' : ''}[${print(keyType)}]: ${print(value)}`);
    return [
      ...type.getCallSignatures().map((one) => signature(one)),
      ...type.getConstructSignatures().map((one) => `new ${signature(one)}`),
      ...indexes,
      ...properties.map(member),
    ];
  }

  /** What a class or interface inherits from other packages: the nearest of each line. */
  function foreignBases(type) {
    if (!type.isClassOrInterface()) return [];
    return checker.getBaseTypes(type).flatMap((base) =>
      base.symbol && !isOurs(base.symbol) ? [base] : foreignBases(base.target ?? base));
  }

  // ---------------------------------------------------------------- exports

  function block(head, members) {
    return members.length ? [`${head} {`, ...members.map((line) => `  ${line}`), '}'].join('\n') : `${head} {}`;
  }

  const generic = (parameters = []) =>
    parameters.length ? `<${parameters.map(({symbol}) => symbol.name).join(', ')}>` : '';

  function classOrInterface(symbol, name) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const bases = foreignBases(type);
    const inherited = new Set(bases.flatMap((base) => base.getProperties().map((one) => one.name)));
    const isClass = Boolean(symbol.flags & SymbolFlags.Class);
    const statics = isClass ? staticsOf(symbol, bases) : [];
    const head = `${isClass ? 'class' : 'interface'} ${name}${generic(type.typeParameters)}`;
    const heritage = bases.length ? ` extends ${bases.map(print).join(', ')}` : '';
    return block(head + heritage, [...statics, ...membersOf(type, (one) => inherited.has(one.name))]);
  }

  function staticsOf(symbol, bases) {
    const type = checker.getTypeOfSymbol(symbol);
    const inherited = new Set(['prototype', ...bases.flatMap((base) =>
      checker.getTypeOfSymbol(base.symbol).getProperties().map((one) => one.name))]);
    return [
      ...type.getConstructSignatures().map((one) => `constructor${parametersOf(one)}`),
      ...type.getProperties().filter((one) => !isHidden(one) && !inherited.has(one.name)).sort(byName)
        .map((one) => `static ${member(one)}`),
    ];
  }

  function declaration(symbol, name) {
    if (symbol.flags & (SymbolFlags.Class | SymbolFlags.Interface)) return classOrInterface(symbol, name);
    if (symbol.flags & SymbolFlags.TypeAlias) {
      const type = checker.getDeclaredTypeOfSymbol(symbol);
      return `type ${name}${generic(type.aliasTypeArguments)} = ${printShape(type)}`;
    }
    const type = checker.getTypeOfSymbol(symbol);
    if (symbol.flags & SymbolFlags.Function) {
      return type.getCallSignatures().map((one) => `function ${name}${signature(one)}`).join('\n');
    }
    return `const ${name}: ${print(type)}`;
  }

  /** What is added to the browser's own interfaces, such as `HTMLElementTagNameMap`. */
  function globals() {
    const added = program.getSourceFiles().filter(isOwn)
      .flatMap((file) => file.statements.filter(ts.isModuleDeclaration)).flatMap(({body}) => body.statements)
      .flatMap((statement) => statement.members.map((one) =>
        `${statement.name.text}[${one.name.text}]: ${print(checker.getTypeAtLocation(one))}`));
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
      return declaration(original, symbol.name);
    });
    return [`=== ${specifier}`, ...lines.length ? lines : ['exports nothing']].join('\n\n');
  });
  return [...sections, ['=== added to the global types', globals().join('\n')].join('\n\n')].join('\n\n') + '\n';
}

const byName = (a, b) => compare(a.name, b.name);

/** By code units: the same everywhere. */
function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
