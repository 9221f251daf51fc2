// Parts of the documents that say what the code is called: elements by the manifest, events and types by the sources.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import {root} from './run.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');

/** A cell of a table holds no line and no bar of its own. */
const cell = (text = '') => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const code = (text) => (text === undefined || text === '' ? '' : `\`${cell(text)}\``);

const table = (head, rows) => rows.length === 0 ? [] : [
  `| ${head.join(' | ')} |`, `|${head.map(() => '---|').join('')}`, ...rows.map((row) => `| ${row.join(' | ')} |`), '',
];

/** Type aliases that a reader of the tables would have to look up. */
const ALIASES = {LinkScheme: "'rcmobile' | 'rcapp' | 'tel'", StorageKind: "'local' | 'session' | 'memory'"};
const typeOf = ({type}) => type?.text.replace(/\b(LinkScheme|StorageKind)\b/g, (name) => ALIASES[name])
  .replace(/ \| undefined$/, '');

const declarations = () => JSON.parse(read('custom-elements.json')).modules.flatMap((module) => module.declarations ?? []);

/** Everything that can be written, asked or styled from outside, in tables. */
export function elementTables(tagName) {
  const element = declarations().find((declaration) => declaration.tagName === tagName);
  if (!element) throw new Error(`The manifest has no <${tagName}>.`);
  const {attributes, members, slots = [], events = [], cssParts = [], cssStates = [], cssProperties = []} = element;
  const byAttribute = new Set(attributes.map(({fieldName}) => fieldName));
  const fields = members.filter(({kind, name}) => kind === 'field' && !byAttribute.has(name));
  const methods = members.filter(({kind}) => kind === 'method');
  const parameters = ({parameters: own = []}) => own.map(({name}) => name).join(', ');
  return [
    ...table(['attribute', 'property', 'type', 'what it is'], attributes.map(({name, fieldName, description, ...rest}) =>
      [code(name), code(fieldName), code(typeOf(rest)), cell(description)])),
    ...table(['property', 'type', 'what it is'], fields.map(({name, description, readonly, ...rest}) =>
      [code(name), code(typeOf(rest)), `${readonly ? 'Read only. ' : ''}${cell(description)}`])),
    ...table(['method', 'gives', 'what it does'], methods.map((method) =>
      [code(`${method.name}(${parameters(method)})`), code(method.return?.type.text), cell(method.description)])),
    ...table(['event', 'when'], events.map(({name, description}) => [code(name), cell(description)])),
    ...table(['slot', 'what goes there'], slots.map(({name, description}) => [name ? code(name) : '(default)', cell(description)])),
    ...table(['part or state', 'what it is'], [
      ...cssParts.map(({name, description}) => [code(`::part(${name})`), cell(description)]),
      ...cssStates.map(({name, description}) => [code(`:state(${name})`), cell(description)]),
    ]),
    `Custom properties: ${cssProperties.map(({name}) => code(name)).join(', ')}.`,
  ].join('\n');
}

const sourceFile = (file) => ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);

/** The statement that declares `name`, with its comment; `export` is the module's business. */
function declarationOf(file, name) {
  const found = file.statements.find((statement) => statement.name?.text === name);
  if (!found) throw new Error(`${file.fileName} declares no ${name}.`);
  const from = ts.getJSDocCommentsAndTags(found)[0]?.getStart() ?? found.getStart();
  return file.text.slice(from, found.getEnd()).replace(/^export /m, '');
}

/** `detail` of an event as a type. */
export function detailOf(className) {
  const file = sourceFile('src/elements/internal/events.ts');
  const event = file.statements.find(({name}) => name?.text === className);
  const [detail] = event.heritageClauses[0].types[0].typeArguments;
  const members = ts.isTypeLiteralNode(detail)
    ? detail.members
    : file.statements.find(({name}) => name?.text === detail.getText()).members;
  const lines = members.map((member) => `  ${member.getText().replace(/;?$/, ';')}`);
  return ['```ts', 'interface Detail {', ...lines, '}', '```'].join('\n');
}

const listing = (file, names) => ['```ts', names.map((name) => declarationOf(sourceFile(file), name)).join('\n\n'), '```'].join('\n');

export const callTypes = () => listing('src/store/types.ts', [
  'Call', 'Phase', 'CallError', 'ErrorCode', 'Refusal', 'Failure', 'Why', 'Leg', 'SessionState', 'User',
]);

export const storeTypes = () => listing('src/store/types.ts', [
  'Store', 'Observable', 'WatchedList', 'Session', 'SessionError', 'NumberList', 'NumberOption', 'Choices', 'Limit', 'CallRequest',
  'StoreOptions', 'StoreEvent', 'ConnectOptions', 'StorageKind',
]);

/** The members of a union of texts. */
export function unionOf(file, name) {
  const {statements} = sourceFile(file);
  const {type} = statements.find((statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === name);
  return (ts.isUnionTypeNode(type) ? type.types : [type]).map(({literal}) => literal.text);
}

/**
 * A table whose first column names errors gets, in its second one, what people read. The other columns are written by
 * hand and stay. `words`: keys that begin with `prefix` and the code.
 */
export function saidIn(text, words, prefix) {
  return text.split('\n').map((line) => {
    const [, name, rest] = /^\| `([^`]+)` \|(?:\\\||[^|])*\|(.*)$/.exec(line) ?? [];
    if (!name) return line;
    const sentences = Object.entries(words)
      .filter(([key]) => key === prefix + name || key.startsWith(`${prefix}${name}.`) || key === `${prefix}${name}-until`)
      .map(([, sentence]) => `“${cell(sentence)}”`);
    if (sentences.length === 0) throw new Error(`Nobody is told anything of "${name}".`);
    return `| \`${name}\` | ${sentences.join(' ')} |${rest}`;
  }).join('\n');
}
