// The parts of the documents about styles: custom properties, parts and states of all elements.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from './run.mjs';

/** The order in which the docs introduce the elements. */
const ELEMENT_ORDER = [
  'rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links',
  'rc-inbound-call',
];

/** The elements of the manifest. */
function elements() {
  const manifest = readFileSync(path.join(root, 'custom-elements.json'), 'utf8');
  const {modules} = JSON.parse(manifest);
  const positionOf = ({tagName}) => ELEMENT_ORDER.indexOf(tagName);
  return modules.flatMap(({declarations = []}) => declarations)
    .filter(({tagName}) => tagName)
    .sort((a, b) => positionOf(a) - positionOf(b));
}

/** The values of custom properties that no page sets, in light and dark, from the tokens. */
function defaultValues() {
  const values = new Map();
  for (const file of ['tokens', 'actions']) {
    const styles = path.join(root, `src/elements/internal/${file}.styles.ts`);
    const text = readFileSync(styles, 'utf8');
    for (const [, property, value] of text.matchAll(/var\((--rc-[\w-]+), (.+)\);/g)) {
      if (values.has(property)) continue;
      values.set(property, value.replace(/^var\(--_rc-page-accent, (.+)\)$/, '$1'));
    }
  }
  // Black or white, depending on the accent.
  values.delete('--rc-on-accent');
  return values;
}

function describeValue(value) {
  if (value === undefined) return '';
  const [, light, dark] = /^light-dark\((.+?), (.+)\)$/.exec(value) ?? [];
  if (light) return `\`${light}\` / \`${dark}\``;
  return `\`${value.replaceAll('--_', '--rc-')}\``;
}

/** More custom properties than that would be hard to remember. */
const MAX_CSS_PROPERTIES = 20;

export function cssProperties() {
  const allElements = elements();
  const properties = new Map();
  for (const {tagName, cssProperties: ownProperties = []} of allElements) {
    for (const {name, description} of ownProperties) {
      if (!properties.has(name)) properties.set(name, {description, elementNames: []});
      properties.get(name).elementNames.push(tagName.replace('rc-', ''));
    }
  }
  if (properties.size > MAX_CSS_PROPERTIES) {
    throw new Error(`Of ${properties.size} --rc-* properties, ${MAX_CSS_PROPERTIES} are allowed.`);
  }
  const values = defaultValues();
  const rows = [...properties].map(([name, {description, elementNames}]) => {
    const isEverywhere = elementNames.length === allElements.length;
    const where = isEverywhere ? 'all' : elementNames.join(', ');
    return `| \`${name}\` | ${description} | ${describeValue(values.get(name))} | ${where} |`;
  });
  return [
    '| property | what it is | by itself (light / dark) | elements |', '|---|---|---|---|', ...rows,
  ].join('\n');
}

export function partsAndStates() {
  const rows = (listName, selectorOf) =>
    elements().flatMap(({tagName, [listName]: entries = []}) =>
      entries.map(({name, description}) =>
        `| \`${tagName}${selectorOf(name)}\` | ${description} |`));
  return [
    '| selector | what it is |', '|---|---|',
    ...rows('cssParts', (name) => `::part(${name})`),
    ...rows('cssStates', (name) => `:state(${name.replace(/^--/, '')})`),
  ].join('\n');
}
