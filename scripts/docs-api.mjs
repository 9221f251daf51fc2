// The parts of the documents that list the API: elements from the manifest, events and types from
// the sources.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import {root} from './run.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');

/** Text for a cell of a table, where line breaks and bars have a meaning. */
const cell = (text = '') => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const code = (text) => (text === undefined || text === '' ? '' : `\`${cell(text)}\``);

/** The lines of a table; none if it would be empty. */
function table(head, rows) {
  if (rows.length === 0) return [];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line), ''];
}

/** Type aliases that a reader of the tables would have to look up. */
const ALIASES = {
  LinkScheme: "'rcmobile' | 'rcapp' | 'tel'",
  StorageKind: "'local' | 'session' | 'memory'",
};
const typeOf = ({type}) => type?.text
  .replace(/\b(LinkScheme|StorageKind)\b/g, (name) => ALIASES[name])
  .replace(/ \| undefined$/, '');

function manifestEntry(tagName) {
  const {modules} = JSON.parse(read('custom-elements.json'));
  const element = modules.flatMap(({declarations = []}) => declarations)
    .find((declaration) => declaration.tagName === tagName);
  if (!element) throw new Error(`The manifest has no <${tagName}>.`);
  return element;
}

const attributeRow = ({name, fieldName, description, ...attribute}) =>
  [code(name), code(fieldName), code(typeOf(attribute)), cell(description)];

const propertyRow = ({name, description, readonly, ...property}) =>
  [code(name), code(typeOf(property)), `${readonly ? 'Read only. ' : ''}${cell(description)}`];

function methodRow({name, parameters = [], description, return: result}) {
  const parameterNames = parameters.map((parameter) => parameter.name).join(', ');
  return [code(`${name}(${parameterNames})`), code(result?.type.text), cell(description)];
}

/** Tables of all that a page can write, call, hear or style. */
export function elementTables(tagName) {
  const {
    attributes, members, slots = [], events = [], cssParts = [], cssStates = [],
    cssProperties = [],
  } = manifestEntry(tagName);
  const attributeFields = new Set(attributes.map(({fieldName}) => fieldName));
  const properties = members.filter(({kind, name}) =>
    kind === 'field' && !attributeFields.has(name));
  const methods = members.filter(({kind}) => kind === 'method');
  const slotRow = ({name, description}) => [name ? code(name) : '(default)', cell(description)];
  return [
    ...table(['attribute', 'property', 'type', 'what it is'], attributes.map(attributeRow)),
    ...table(['property', 'type', 'what it is'], properties.map(propertyRow)),
    ...table(['method', 'gives', 'what it does'], methods.map(methodRow)),
    ...table(['event', 'when'], events.map(({name, description}) =>
      [code(name), cell(description)])),
    ...table(['slot', 'what goes there'], slots.map(slotRow)),
    ...table(['part or state', 'what it is'], [
      ...cssParts.map(({name, description}) => [code(`::part(${name})`), cell(description)]),
      ...cssStates.map(({name, description}) => [code(`:state(${name})`), cell(description)]),
    ]),
    `Custom properties: ${cssProperties.map(({name}) => code(name)).join(', ')}.`,
  ].join('\n');
}

const sourceFile = (file) => ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);

/** The statement that declares `name`, with its comment and without `export`. */
function declarationOf(file, name) {
  const declaration = file.statements.find((statement) => statement.name?.text === name);
  if (!declaration) throw new Error(`${file.fileName} declares no ${name}.`);
  const [comment] = ts.getJSDocCommentsAndTags(declaration);
  const start = (comment ?? declaration).getStart();
  return file.text.slice(start, declaration.getEnd()).replace(/^export /m, '');
}

/** The type of an event's `detail`. */
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

/** Each name is declared in one of the files. */
function listing(paths, names) {
  const files = paths.map(sourceFile);
  const isDeclaredIn = (name) => ({statements}) => statements.some((statement) => statement.name?.text === name);
  const declarations = names.map((name) => declarationOf(files.find(isDeclaredIn(name)) ?? files[0], name));
  return ['```ts', declarations.join('\n\n'), '```'].join('\n');
}

const STORE_TYPES = readdirSync(path.join(root, 'src/store')).filter((name) => /^(.+-)?types\.ts$/.test(name)).map((name) => `src/store/${name}`);

export const callTypes = () => listing(STORE_TYPES, [
  'Call', 'RequestedNumbers', 'Phase', 'CallError', 'ErrorCode', 'Refusal', 'Failure', 'Why', 'Leg', 'CallAction',
  'CallDetails', 'SessionState', 'User',
]);

export const storeTypes = () => listing(STORE_TYPES, [
  'Store', 'Observable', 'PassiveObservable', 'WatchedList', 'Inbound', 'InboundPhase', 'InboundAction',
  'InboundChange', 'CallNote', 'CallNoteSaved', 'CallDetailsReader', 'CallDetailsChange',
  'Session', 'SessionError', 'NumberList', 'NumberOption',
  'Choices', 'ChoiceChanges', 'BrowserPhone', 'SoundDevice', 'SoundLevels', 'Limit', 'CallRequest',
  'StoreOptions', 'StoreEvent', 'ConnectOptions', 'StorageKind',
]);

/** The members of a union of string literals. */
export function unionOf(file, name) {
  const {statements} = sourceFile(file);
  const {type} = statements.find((statement) =>
    ts.isTypeAliasDeclaration(statement) && statement.name.text === name);
  const members = ts.isUnionTypeNode(type) ? type.types : [type];
  return members.map(({literal}) => literal.text);
}

/** `| name | sentences | rest`, where a bar inside of the sentences is escaped. */
const ERROR_ROW = /^\| `([^`]+)` \|(?:\\\||[^|])*\|(.*)$/;

/**
 * Fills a table of errors: the second column of each row gets the sentences that users read. The
 * other columns are written by hand and stay. `words`: sentences by keys that begin with `prefix`
 * and the code of the error.
 */
export function fillErrorTable(text, words, prefix) {
  const sentencesOf = (code) => Object.entries(words)
    .filter(([key]) => {
      const errorKey = prefix + code;
      return [errorKey, `${errorKey}-until`].includes(key) || key.startsWith(`${errorKey}.`);
    })
    .map(([, sentence]) => `“${cell(sentence)}”`);
  return text.split('\n').map((line) => {
    const [, code, rest] = ERROR_ROW.exec(line) ?? [];
    if (!code) return line;
    const sentences = sentencesOf(code);
    if (sentences.length === 0) throw new Error(`No sentence describes "${code}".`);
    return `| \`${code}\` | ${sentences.join(' ')} |${rest}`;
  }).join('\n');
}
