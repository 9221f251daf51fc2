// custom-elements.json describes what is published: dist/*.js, and only what is public of it.
import {existsSync, readdirSync} from 'node:fs';

const SCHEMA = '2.1.0';

/** Folders of elements: those that register one of their own. */
const elements = readdirSync('src/elements').filter((name) => existsSync(`src/elements/${name}/define.ts`) && name !== 'internal');

/** Only Lit and the browser call these. */
const LIFECYCLE = new Set([
  'adoptedCallback', 'attributeChangedCallback', 'connectedCallback', 'connectedMoveCallback', 'createRenderRoot',
  'disconnectedCallback', 'firstUpdated', 'formAssociatedCallback', 'formDisabledCallback', 'formResetCallback',
  'formStateRestoreCallback', 'render', 'shouldUpdate', 'update', 'updated', 'willUpdate',
  'elementProperties', 'finalized', 'formAssociated', 'properties', 'shadowRootOptions', 'styles',
]);

const published = (file) => file.replace(/^\/?src\/(elements\/)?/, 'dist/').replace(/\.ts$/, '.js');

function isPublic({name, privacy}, isElement) {
  if (/^[#_]/.test(name) || isElement && LIFECYCLE.has(name)) return false;
  return privacy !== 'private' && privacy !== 'protected';
}

const byName = (a, b) => Number(a.name > b.name) - Number(a.name < b.name);

/** Elements, their base class and their events are public; all else stays inside. */
function keepPublic(module) {
  const isOurs = ({name}) => /^Rc[A-Z]/.test(name);
  module.declarations = (module.declarations ?? []).filter(isOurs);
  module.exports = (module.exports ?? []).filter(isOurs);
  const [, folder] = /^dist\/([^/]+)\/define\.js$/.exec(module.path) ?? [];
  if (folder) module.exports.push({kind: 'custom-element-definition', folder});
}

/**
 * `define.js` registers the class of its folder; the analyzer knows no other way than
 * `customElements.define`.
 */
function addDefinition(module, modules) {
  for (const entry of module.exports) {
    if (!entry.folder) continue;
    const path = `dist/${entry.folder}/${entry.folder}.js`;
    const element = modules.find((other) => other.path === path)?.declarations.find(({tagName}) => tagName);
    if (!element) throw new Error(`${module.path} defines no element: ${path} needs a class with @tagname.`);
    delete entry.folder;
    Object.assign(entry, {name: element.tagName, declaration: {name: element.name, module: path}});
  }
}

/** Names by class: what a class lists among its Lit properties comes back, `@internal` or not. */
const internal = new Map();

function noteInternal({ts, node}) {
  if (!ts.isClassDeclaration(node)) return;
  const isInternal = (member) =>
    ts.getJSDocTags(member).some(({tagName}) => tagName.text === 'internal');
  const names = node.members.filter(isInternal).map((member) => member.name?.getText());
  internal.set(node.name?.text, new Set(names));
}

/** References to other classes name the modules that are published. */
function publishPaths({superclass, members = [], attributes = [], events = []}) {
  const references = [...members, ...attributes, ...events].map(({inheritedFrom}) => inheritedFrom);
  for (const reference of [superclass, ...references]) {
    if (reference?.module) reference.module = published(reference.module);
  }
}

function keepPublicMembers(declaration) {
  const {name: className, superclass, members, attributes, events} = declaration;
  const isElement = superclass?.name !== 'RcEvent';
  if (members) {
    const isInternal = ({name, inheritedFrom}) =>
      internal.get(inheritedFrom?.name ?? className)?.has(name);
    declaration.members = members
      .filter((member) => isPublic(member, isElement) && !isInternal(member));
  }
  if (attributes) {
    // Lit's state has no attributes, but the analyzer lists some.
    const fields = new Set(declaration.members?.map(({name}) => name));
    declaration.attributes = attributes
      .filter(({name, fieldName = name}) => name && fields.has(fieldName));
  }
  if (events) {
    // Code that fires an event by a variable gives it the variable's name; it has no description.
    declaration.events = events.filter(({name, description}) => name && description).sort(byName);
  }
}

const normalize = {
  name: 'normalize',
  analyzePhase: noteInternal,
  packageLinkPhase({customElementsManifest: manifest}) {
    manifest.schemaVersion = SCHEMA;
    for (const module of manifest.modules) {
      module.path = published(module.path);
      for (const {declaration} of module.exports ?? []) {
        if (declaration?.module) declaration.module = published(declaration.module);
      }
      for (const declaration of module.declarations ?? []) {
        publishPaths(declaration);
        keepPublicMembers(declaration);
      }
      keepPublic(module);
    }
    manifest.modules = manifest.modules.filter(({exports}) => exports.length > 0);
    for (const module of manifest.modules) addDefinition(module, manifest.modules);
    manifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
  },
};

export default {
  globs: [
    ...elements.map((name) => `src/elements/${name}/*.ts`),
    'src/elements/internal/{base-element,form-control,events}.ts',
  ],
  exclude: ['src/**/*.styles.ts'],
  litelement: true,
  packagejson: false,
  outdir: '.',
  plugins: [normalize],
};
