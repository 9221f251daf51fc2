/**
 * Types of our elements for React, Preact, Solid, Vue and Svelte: `dist/types/`. `elements.d.ts` is
 * made from custom-elements.json; the files of `framework-types/` map it to the JSX or template
 * types of each framework.
 *
 * The generators of the community do not fit: their React and Preact types refuse `createRef()` and
 * an event's `currentTarget`, Solid's register no element, Vue's know neither properties nor
 * `@rc-call-end`, and Svelte's are for Svelte 4. test/types says so.
 */
import {cpSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {root} from './run.mjs';

export const readManifest = () =>
  JSON.parse(readFileSync(path.join(root, 'custom-elements.json'), 'utf8'));

/** @returns {{module: string, declaration: object}[]} the elements of a manifest, by tag name */
export function elementsOf(manifest) {
  const declarationsOf = ({path: module, declarations = []}) =>
    declarations.map((declaration) => ({module, declaration}));
  return manifest.modules
    .flatMap(declarationsOf)
    .filter(({declaration}) => declaration.tagName)
    .sort((a, b) => (a.declaration.tagName < b.declaration.tagName ? -1 : 1));
}

/** Fields that a page can set. */
export const settableFields = ({members = []}) =>
  members.filter((member) => member.kind === 'field' && !member.readonly && !member.static);

/** Events with a class of ours, unlike the native `input` and `change`. */
const ownEvents = ({events = []}) => events.filter(({type}) => /^Rc\w+Event$/.test(type?.text ?? ''));

const propertyKey = (name) => /^\w+$/.test(name) ? name : `'${name}'`;

function docComment(description, indent) {
  if (!description) return '';
  const text = description.replace(/\s+/g, ' ').replaceAll('*/', '*\\/');
  return `${indent}/** ${text} */\n`;
}

function importsOf(manifest, elements) {
  const eventTypes = new Set(elements
    .flatMap(({declaration}) => ownEvents(declaration))
    .map(({type}) => type.text));
  const eventModule = manifest.modules
    .find(({declarations = []}) => declarations.some(({name}) => eventTypes.has(name)));
  const fromTypesFolder = (module) => module.replace(/^dist\//, '../');
  return [
    ...elements.map(({module, declaration: {name}}) =>
      `import type {${name}} from '${fromTypesFolder(module)}';`),
    `import type {${[...eventTypes].sort().join(', ')}} from '${fromTypesFolder(eventModule.path)}';`,
  ];
}

function interfacesOf(declaration) {
  const {name: className, members = [], attributes = []} = declaration;
  const descriptions = new Map(members.map(({name, description}) => [name, description]));
  const attributeNames = new Set(attributes.map(({name}) => name));
  const propertiesOnly = settableFields(declaration).filter(({name}) => !attributeNames.has(name));

  const member = (key, fieldName) => {
    const comment = docComment(descriptions.get(fieldName), '  ');
    return `${comment}  ${propertyKey(key)}?: ${className}['${fieldName}'] | undefined;`;
  };
  return [
    '/** Attributes, for markup and server rendering too. */',
    `export interface ${className}Attributes {`,
    ...attributes.map(({name, fieldName}) => member(name, fieldName ?? name)),
    '}', '',
    '/** Properties without an attribute of the same name. */',
    `export interface ${className}Properties {`,
    ...propertiesOnly.map(({name}) => member(name, name)),
    '}', '',
    `export interface ${className}Events {`,
    ...ownEvents(declaration).map(({name, type, description}) =>
      `${docComment(description, '  ')}  '${name}': ${type.text};`),
    '}', '',
  ];
}

const tagEntry = ({name, tagName, description}) => `${docComment(description, '  ')}  '${tagName}': {
    element: ${name};
    attributes: ${name}Attributes;
    properties: ${name}Properties;
    events: ${name}Events;
  };`;

/** The declarations that the files of all frameworks import. */
function elementTypes(manifest) {
  const elements = elementsOf(manifest);
  return [
    '/** Made from custom-elements.json: attributes, properties and events of our elements. */',
    ...importsOf(manifest, elements),
    '',
    ...elements.flatMap(({declaration}) => interfacesOf(declaration)),
    'export interface RcElements {',
    ...elements.map(({declaration}) => tagEntry(declaration)),
    '}', '',
  ].join('\n');
}

/** Writes `types/` into the folder `dist`. */
export function writeFrameworkTypes(dist) {
  const manifest = readManifest();
  for (const {module} of elementsOf(manifest)) {
    const declarations = path.join(dist, path.relative('dist', module).replace(/\.js$/, '.d.ts'));
    if (!existsSync(declarations)) {
      throw new Error(`custom-elements.json names ${module}, which was not built.`);
    }
  }
  const types = path.join(dist, 'types');
  mkdirSync(types, {recursive: true});
  cpSync(path.join(root, 'scripts/framework-types'), types, {recursive: true});
  writeFileSync(path.join(types, 'elements.d.ts'), elementTypes(manifest));
}
