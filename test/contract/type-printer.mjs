// Types by their shape: private names leave no trace.
import ts from 'typescript';

const {SymbolFlags, TypeFlags} = ts;

export const byName = (a, b) => compare(a.name, b.name);

/** By code units: the same everywhere. */
export function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const isFunction = (text) => /^(<.*>)?\(.*\) => /.test(text);

export function isHidden(symbol) {
  return /^(#|_|__#)/.test(symbol.name) || (symbol.declarations ?? []).some((declaration) =>
    ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
    || ts.getJSDocTags(declaration).some(({tagName}) => tagName.text === 'internal'));
}

function isReadonly(symbol) {
  const declarations = symbol.declarations ?? [];
  if (declarations.some((one) => ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Readonly)) return true;
  return declarations.some(ts.isGetAccessor) && !declarations.some(ts.isSetAccessor);
}

export class TypePrinter {
  #checker;
  #nameOf;
  #isOurs;
  /** Private types that are being expanded: those that contain themselves end here. */
  #expanding = [];

  /**
   * @param {import('typescript').TypeChecker} checker
   * @param {{nameOf: (symbol: object) => string | undefined, isOurs: (symbol: object) => boolean}} names
   */
  constructor(checker, {nameOf, isOurs}) {
    this.#checker = checker;
    this.#nameOf = nameOf;
    this.#isOurs = isOurs;
  }

  #named(name, typeArguments = []) {
    return typeArguments.length ? `${name}<${typeArguments.map((type) => this.print(type)).join(', ')}>` : name;
  }

  /** Its public name, or its shape. */
  print(type) {
    const alias = this.#nameOf(type.aliasSymbol);
    if (alias) return this.#named(alias, type.aliasTypeArguments);
    return this.printShape(type);
  }

  printShape(type) {
    if (type.flags & TypeFlags.Boolean) return 'boolean';
    if (type.isUnion()) return this.#printUnion(type);
    if (type.isIntersection()) return type.types.map((part) => this.print(part)).sort(compare).join(' & ');
    if (this.#checker.isTupleType(type)) return this.#printTuple(type);
    if (this.#checker.isArrayType(type)) {
      const [element] = this.#checker.getTypeArguments(type);
      return this.#named(type.symbol.name, [element]);
    }
    if (type.flags & TypeFlags.TypeParameter) return type.isThisType ? 'this' : type.symbol.name;
    if (!(type.flags & TypeFlags.Object)) {
      return this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias);
    }
    const name = this.#nameOf(type.symbol);
    if (name) return this.#named(name, this.#printableArguments(type));
    return this.#expanded(type);
  }

  /** Without the `this` that classes and interfaces have as a hidden last one. */
  #printableArguments(type) {
    const parameters = type.target?.typeParameters ?? [];
    return this.#checker.getTypeArguments(type).slice(0, parameters.length);
  }

  #printUnion(type) {
    const parts = type.types.filter((part) => !(part.flags & TypeFlags.BooleanLiteral)).map((part) => this.print(part));
    const literals = type.types.filter((part) => part.flags & TypeFlags.BooleanLiteral);
    if (literals.length === 2) parts.push('boolean');
    else parts.push(...literals.map((literal) => this.#checker.typeToString(literal)));
    return [...new Set(parts)].sort(compare).map((part) => isFunction(part) ? `(${part})` : part).join(' | ');
  }

  #printTuple(type) {
    const elements = this.#checker.getTypeArguments(type).map((element, index) => {
      const flags = type.target.elementFlags[index];
      if (flags & ts.ElementFlags.Rest) return `...${this.print(element)}[]`;
      return flags & ts.ElementFlags.Optional ? `${this.print(element)}?` : this.print(element);
    });
    return `${type.target.readonly ? 'readonly ' : ''}[${elements.join(', ')}]`;
  }

  #expanded(type) {
    if (this.#expanding.includes(type)) return '<itself>';
    this.#expanding.push(type);
    const members = this.membersOf(type);
    this.#expanding.pop();
    const [only] = members;
    if (members.length === 1 && only.startsWith('(')) return only.replace('): ', ') => ');
    return members.length ? `{${members.join('; ')}}` : '{}';
  }

  /** By type alone: their names are no part of the contract. */
  parametersOf(declared) {
    const parameters = declared.parameters.map((parameter) => {
      const {valueDeclaration: declaration} = parameter;
      if (declaration?.dotDotDotToken) return `...${this.print(this.#checker.getTypeOfSymbol(parameter))}`;
      const isOptional = declaration && this.#checker.isOptionalParameter(declaration);
      return isOptional ? `${this.#optionalType(parameter)}?` : this.print(this.#checker.getTypeOfSymbol(parameter));
    });
    return `(${parameters.join(', ')})`;
  }

  /** As it is written: the checker adds `undefined`, which is something else with `exactOptionalPropertyTypes`. */
  #optionalType(symbol) {
    const written = symbol.valueDeclaration?.type;
    return this.print(written ? this.#checker.getTypeFromTypeNode(written) : this.#checker.getTypeOfSymbol(symbol));
  }

  signature(declared) {
    const generics = declared.typeParameters?.map((parameter) => {
      const constraint = parameter.getConstraint();
      return constraint ? `${parameter.symbol.name} extends ${this.print(constraint)}` : parameter.symbol.name;
    });
    return `${generics ? `<${generics.join(', ')}>` : ''}${this.parametersOf(declared)}: ${this.print(declared.getReturnType())}`;
  }

  member(symbol) {
    const type = this.#checker.getTypeOfSymbol(symbol);
    const isOptional = Boolean(symbol.flags & SymbolFlags.Optional);
    const name = isOptional ? `${symbol.name}?` : symbol.name;
    if (symbol.flags & SymbolFlags.Method) {
      const signatures = this.#checker.getNonNullableType(type).getCallSignatures();
      return signatures.map((one) => `${name}${this.signature(one)}`).join('; ');
    }
    return `${isReadonly(symbol) ? 'readonly ' : ''}${name}: ${isOptional ? this.#optionalType(symbol) : this.print(type)}`;
  }

  /** `apart`: properties that are not ours, of Lit's and the browser's classes for instance. */
  membersOf(type, apart = () => false) {
    const properties = type.getProperties().filter((symbol) => !isHidden(symbol) && !apart(symbol)).sort(byName);
    const indexes = this.#checker.getIndexInfosOfType(type).map(({keyType, type: value, isReadonly: isFixed}) =>
      `${isFixed ? 'readonly ' : ''}[${this.print(keyType)}]: ${this.print(value)}`);
    return [
      ...type.getCallSignatures().map((one) => this.signature(one)),
      ...type.getConstructSignatures().map((one) => `new ${this.signature(one)}`),
      ...indexes,
      ...properties.map((one) => this.member(one)),
    ];
  }

  /** The nearest classes and interfaces of other packages that a type inherits from. */
  foreignBases(type) {
    if (!type.isClassOrInterface()) return [];
    return this.#checker.getBaseTypes(type).flatMap((base) =>
      base.symbol && !this.#isOurs(base.symbol) ? [base] : this.foreignBases(base.target ?? base));
  }
}
