/**
 * Data for editors, made from custom-elements.json: `dist/web-types.json` for JetBrains,
 * `dist/vscode.*-custom-data.json` for VS Code.
 */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {getWebTypesData} from 'custom-element-jet-brains-integration';
import {getVsCodeHtmlCustomData} from 'custom-element-vs-code-integration';
import {elementsOf, readManifest, settableFields} from './framework-types.mjs';

/**
 * The strings of a union such as `'' | 'true' | 'false' | undefined`; none if it holds anything
 * else.
 */
function literalsOf({type}) {
  const members = (type?.text ?? '').split('|').map((member) => member.trim());
  const given = members.filter((member) => member !== 'undefined');
  const isLiteral = (member) => /^'[^']*'$/.test(member);
  return given.every(isLiteral) ? given.filter((member) => member !== "''") : [];
}

/**
 * The generators list read-only fields among the properties, and leave slots out where there are
 * none.
 */
function manifestForEditors() {
  const manifest = readManifest();
  for (const {declaration} of elementsOf(manifest)) {
    const fields = settableFields(declaration);
    declaration.members = declaration.members
      .filter((member) => member.kind === 'method' || fields.includes(member));
    declaration.slots ??= [];
    for (const attribute of declaration.attributes ?? []) {
      attribute.choices = {text: literalsOf(attribute).join(' | ') || 'string'};
    }
  }
  return manifest;
}

/** Our manifest has no defaults of custom properties, which these docs would call `undefined`. */
const OPTIONS = {hideCssPropertiesDocs: true};

function vsCodeHtml() {
  const manifest = manifestForEditors();
  const data = JSON.parse(getVsCodeHtmlCustomData(manifest, {...OPTIONS, typesSrc: 'choices'}));
  const elements = new Map(elementsOf(manifest)
    .map(({declaration}) => [declaration.tagName, declaration]));
  for (const tag of data.tags) {
    const {attributes} = elements.get(tag.name);
    const types = new Map(attributes.map(({name, type}) => [name, type?.text]));
    for (const attribute of tag.attributes) {
      // Completed without `=""`.
      if (types.get(attribute.name) === 'boolean') attribute.valueSet = 'v';
    }
  }
  return data;
}

/**
 * The generator for VS Code repeats what several elements share, and knows no states.
 * https://code.visualstudio.com/api/extension-guides/custom-data-extension
 */
function vsCodeCss() {
  const elements = elementsOf(readManifest());
  const describe = (list, nameOf) => {
    const descriptions = new Map();
    for (const {declaration} of elements) {
      for (const {name, description} of declaration[list] ?? []) {
        const line = `\`<${declaration.tagName}>\`: ${description}`;
        descriptions.set(name, [...descriptions.get(name) ?? [], line]);
      }
    }
    return [...descriptions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, lines]) => ({name: nameOf(name), description: lines.join('\n\n')}));
  };
  return {
    version: 1.1,
    properties: describe('cssProperties', (name) => name),
    pseudoClasses: describe('cssStates', (name) => `:state(${name})`),
    pseudoElements: describe('cssParts', (name) => `::part(${name})`),
  };
}

/** Writes all three files into the folder `dist`. */
export function writeEditorData(dist) {
  const write = (file, data) =>
    writeFileSync(path.join(dist, file), `${JSON.stringify(data, null, 2)}\n`);
  write('web-types.json', JSON.parse(getWebTypesData(manifestForEditors(), OPTIONS)));
  write('vscode.html-custom-data.json', vsCodeHtml());
  write('vscode.css-custom-data.json', vsCodeCss());
}
