// Exported names with their types, as their users meet them.
import ts from 'typescript';
import {byName, isHidden} from './type-printer.mjs';

const {SymbolFlags} = ts;

function block(head, members) {
  return members.length ? [`${head} {`, ...members.map((line) => `  ${line}`), '}'].join('\n') : `${head} {}`;
}

const generic = (parameters = []) =>
  parameters.length ? `<${parameters.map(({symbol}) => symbol.name).join(', ')}>` : '';

export class DeclarationPrinter {
  #checker;
  #types;

  /**
   * @param {import('typescript').TypeChecker} checker
   * @param {import('./type-printer.mjs').TypePrinter} types
   */
  constructor(checker, types) {
    this.#checker = checker;
    this.#types = types;
  }

  #classOrInterface(symbol, name) {
    const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
    const bases = this.#types.foreignBases(type);
    const inherited = new Set(bases.flatMap((base) => base.getProperties().map((one) => one.name)));
    const isClass = Boolean(symbol.flags & SymbolFlags.Class);
    const statics = isClass ? this.#staticsOf(symbol, bases) : [];
    const head = `${isClass ? 'class' : 'interface'} ${name}${generic(type.typeParameters)}`;
    const heritage = bases.length ? ` extends ${bases.map((base) => this.#types.print(base)).join(', ')}` : '';
    return block(head + heritage, [...statics, ...this.#types.membersOf(type, (one) => inherited.has(one.name))]);
  }

  #staticsOf(symbol, bases) {
    const type = this.#checker.getTypeOfSymbol(symbol);
    const inherited = new Set(['prototype', ...bases.flatMap((base) =>
      this.#checker.getTypeOfSymbol(base.symbol).getProperties().map((one) => one.name))]);
    return [
      ...type.getConstructSignatures().map((one) => `constructor${this.#types.parametersOf(one)}`),
      ...type.getProperties().filter((one) => !isHidden(one) && !inherited.has(one.name)).sort(byName)
        .map((one) => `static ${this.#types.member(one)}`),
    ];
  }

  print(symbol, name) {
    if (symbol.flags & (SymbolFlags.Class | SymbolFlags.Interface)) return this.#classOrInterface(symbol, name);
    if (symbol.flags & SymbolFlags.TypeAlias) {
      const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
      return `type ${name}${generic(type.aliasTypeArguments)} = ${this.#types.printShape(type)}`;
    }
    const type = this.#checker.getTypeOfSymbol(symbol);
    if (symbol.flags & SymbolFlags.Function) {
      return type.getCallSignatures().map((one) => `function ${name}${this.#types.signature(one)}`).join('\n');
    }
    return `const ${name}: ${this.#types.print(type)}`;
  }
}
