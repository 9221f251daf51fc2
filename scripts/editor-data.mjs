/**
 * What editors and type checkers are told of our elements, from custom-elements.json: `dist/types/` for JSX, Vue and
 * Svelte, `dist/web-types.json` for JetBrains, `dist/vscode.*-custom-data.json` for VS Code.
 */
import {cpSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {root} from './run.mjs';

const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** `{module, declaration}` of each element. */
function elementsOf(manifest) {
  return manifest.modules
    .flatMap(({path: module, declarations = []}) => declarations.map((declaration) => ({module, declaration})))
    .filter(({declaration}) => declaration.tagName)
    .sort((a, b) => (a.declaration.tagName < b.declaration.tagName ? -1 : 1));
}

const settable = ({members = []}) => members.filter((member) =>
  member.kind === 'field' && !member.readonly && !member.static);

const byField = ({members = []}) => new Map(members.map((member) => [member.name, member]));

const ours = ({type}) => /^Rc\w+Event$/.test(type?.text ?? '');
const docs = (text, indent) => text ? `${indent}/** ${text.replace(/\s+/g, ' ').replaceAll('*/', '*\\/')} */\n` : '';
const key = (name) => /^\w+$/.test(name) ? name : `'${name}'`;

/** The declarations that all frameworks' are made from. */
export function elementTypes(manifest) {
  const elements = elementsOf(manifest);
  const events = new Set(elements
    .flatMap(({declaration: {events: fired = []}}) => fired.filter(ours).map(({type}) => type.text)));
  const eventModule = manifest.modules.find(({declarations = []}) => declarations.some(({name}) => events.has(name)));
  const from = (module) => module.replace(/^dist\//, '../');
  const lines = ['/** Made from custom-elements.json: what each of our elements takes and tells, for the frameworks beside. */'];
  for (const {module, declaration} of elements) lines.push(`import type {${declaration.name}} from '${from(module)}';`);
  lines.push(`import type {${[...events].sort().join(', ')}} from '${from(eventModule.path)}';`, '');
  for (const {declaration} of elements) {
    const {name: type} = declaration;
    const attributes = new Map((declaration.attributes ?? []).map(({name, fieldName}) => [name, fieldName ?? name]));
    const fields = byField(declaration);
    const entry = (written, field) =>
      `${docs(fields.get(field)?.description, '  ')}  ${key(written)}?: ${type}['${field}'] | undefined;`;
    lines.push(
      '/** What markup can have, from a server too. */',
      `export interface ${type}Attributes {`, ...[...attributes].map(([name, field]) => entry(name, field)), '}', '',
      '/** What has another name as a property, or is one only. */',
      `export interface ${type}Properties {`,
      ...settable(declaration).filter(({name}) => !attributes.has(name)).map(({name}) => entry(name, name)), '}', '',
      `export interface ${type}Events {`,
    );
    for (const {name, type: {text}, description} of (declaration.events ?? []).filter(ours)) {
      lines.push(`${docs(description, '  ')}  '${name}': ${text};`);
    }
    lines.push('}', '');
  }
  lines.push('export interface RcElements {');
  for (const {declaration: {name, tagName, description}} of elements) {
    lines.push(`${docs(description, '  ')}  '${tagName}': {\n    element: ${name};\n    attributes: ${name}Attributes;\n    properties: ${name}Properties;\n    events: ${name}Events;\n  };`);
  }
  lines.push('}', '');
  return lines.join('\n');
}

/** Values that an attribute can have, where its type lists them. */
function valuesOf({type}) {
  const parts = (type?.text ?? '').split('|').map((part) => part.trim()).filter((part) => part !== 'undefined');
  const values = parts.map((part) => /^'([^']*)'$/.exec(part)?.[1]);
  return values.every((value) => value !== undefined) ? values.filter(Boolean) : [];
}

const isBoolean = ({type}) => type?.text === 'boolean';

/** https://github.com/JetBrains/web-types */
export function webTypes(manifest, {name, version}) {
  const described = (entry) => ({name: entry.name, ...entry.description && {description: entry.description}});
  return {
    '$schema': 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elementsOf(manifest).map(({declaration}) => ({
          name: declaration.tagName,
          description: declaration.description,
          attributes: (declaration.attributes ?? []).map((attribute) => ({
            ...described(attribute),
            value: isBoolean(attribute) ? {kind: 'no-value', type: 'boolean'} : {type: attribute.type?.text ?? 'string'},
          })),
          slots: (declaration.slots ?? []).map(described),
          css: {
            properties: (declaration.cssProperties ?? []).map(described),
            parts: (declaration.cssParts ?? []).map(described),
          },
          js: {
            properties: settable(declaration).map((field) => ({...described(field), type: field.type?.text ?? 'unknown'})),
            events: (declaration.events ?? []).map((event) => ({...described(event), type: event.type?.text ?? 'Event'})),
          },
        })),
      },
    },
  };
}

/** https://code.visualstudio.com/api/extension-guides/custom-data-extension */
export function vsCodeHtml(manifest) {
  return {
    version: 1.1,
    tags: elementsOf(manifest).map(({declaration}) => ({
      name: declaration.tagName,
      description: declaration.description,
      attributes: (declaration.attributes ?? []).map((attribute) => {
        const values = valuesOf(attribute);
        return {
          name: attribute.name,
          ...attribute.description && {description: attribute.description},
          ...isBoolean(attribute) ? {valueSet: 'v'} : values.length && {values: values.map((name) => ({name}))},
        };
      }),
    })),
  };
}

export function vsCodeCss(manifest) {
  const all = (list) => {
    const entries = new Map();
    for (const {declaration} of elementsOf(manifest)) for (const entry of declaration[list] ?? []) {
      entries.set(entry.name, [...entries.get(entry.name) ?? [], `\`<${declaration.tagName}>\`: ${entry.description}`]);
    }
    return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  return {
    version: 1.1,
    properties: all('cssProperties').map(([name, lines]) => ({name, description: lines.join('\n\n')})),
    pseudoClasses: all('cssStates').map(([name, lines]) => ({name: `:state(${name})`, description: lines.join('\n\n')})),
    pseudoElements: all('cssParts').map(([name, lines]) => ({name: `::part(${name})`, description: lines.join('\n\n')})),
  };
}

/** Writes all of it into `dist`. */
export function writeEditorData(dist) {
  const manifest = read('custom-elements.json');
  const types = path.join(dist, 'types');
  mkdirSync(types, {recursive: true});
  cpSync(path.join(root, 'scripts/framework-types'), types, {recursive: true});
  writeFileSync(path.join(types, 'elements.d.ts'), elementTypes(manifest));
  for (const {module} of elementsOf(manifest)) {
    const declarations = path.join(dist, module.replace(/^dist\//, '').replace(/\.js$/, '.d.ts'));
    if (!existsSync(declarations)) throw new Error(`custom-elements.json names ${module}, which was not built.`);
  }
  const write = (file, data) => writeFileSync(path.join(dist, file), `${JSON.stringify(data, null, 2)}\n`);
  write('web-types.json', webTypes(manifest, read('package.json')));
  write('vscode.html-custom-data.json', vsCodeHtml(manifest));
  write('vscode.css-custom-data.json', vsCodeCss(manifest));
}
