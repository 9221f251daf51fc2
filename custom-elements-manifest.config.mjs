// custom-elements.json describes what is published: dist/*.js, and only what is public of it.
import {existsSync, readdirSync} from 'node:fs';

const SCHEMA = '2.1.0';

/** Folders of elements: those that register one of their own. */
const elements = readdirSync('src/elements').filter((name) => existsSync(`src/elements/${name}/define.ts`) && name !== 'internal');

/** What Lit and the browser call; nobody else should. */
const LIFECYCLE = new Set([
  'adoptedCallback', 'attributeChangedCallback', 'connectedCallback', 'connectedMoveCallback', 'createRenderRoot',
  'disconnectedCallback', 'firstUpdated', 'formAssociatedCallback', 'formDisabledCallback', 'formResetCallback',
  'formStateRestoreCallback', 'render', 'shouldUpdate', 'update', 'updated', 'willUpdate',
  'elementProperties', 'finalized', 'formAssociated', 'properties', 'shadowRootOptions', 'styles',
]);

const published = (file) => file.replace(/^\/?src\/(elements\/)?/, 'dist/').replace(/\.ts$/, '.js');

const isPublic = ({name, privacy}) =>
  !/^[#_]/.test(name) && !LIFECYCLE.has(name) && privacy !== 'private' && privacy !== 'protected';

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** What other files need of each other is nobody else's business: elements, their base and their events are public. */
function keepPublic(module) {
  const isOurs = ({name}) => /^Rc[A-Z]/.test(name);
  module.declarations = (module.declarations ?? []).filter(isOurs);
  module.exports = (module.exports ?? []).filter(isOurs);
  const [, folder] = /^dist\/([^/]+)\/define\.js$/.exec(module.path) ?? [];
  if (folder) module.exports.push({kind: 'custom-element-definition', folder});
}

/** `define.js` registers the class of its folder; the analyzer knows no other way than `customElements.define`. */
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
  const isInternal = (member) => ts.getJSDocTags(member).some(({tagName}) => tagName.text === 'internal');
  internal.set(node.name?.text, new Set(node.members.filter(isInternal).map((member) => member.name?.getText())));
}

const normalise = {
  name: 'normalise',
  analyzePhase: noteInternal,
  packageLinkPhase({customElementsManifest: manifest}) {
    manifest.schemaVersion = SCHEMA;
    for (const module of manifest.modules) {
      module.path = published(module.path);
      for (const {declaration} of module.exports ?? []) {
        if (declaration?.module) declaration.module = published(declaration.module);
      }
      for (const declaration of module.declarations ?? []) {
        if (declaration.superclass?.module) declaration.superclass.module = published(declaration.superclass.module);
        for (const list of ['members', 'attributes', 'events']) {
          for (const entry of declaration[list] ?? []) {
            if (entry.inheritedFrom?.module) entry.inheritedFrom.module = published(entry.inheritedFrom.module);
          }
        }
        declaration.members &&= declaration.members.filter((member) =>
          isPublic(member) && !internal.get(member.inheritedFrom?.name ?? declaration.name)?.has(member.name));
        // What Lit keeps as state has no attribute, whatever the analyzer makes of it.
        const fields = new Set(declaration.members?.map(({name}) => name));
        declaration.attributes &&= declaration.attributes
          .filter(({name, fieldName = name}) => name && fields.has(fieldName));
        // Where code fires an event by a variable, the analyzer takes the variable's name for the event's.
        declaration.events &&= declaration.events.filter(({name, description}) => name && description).sort(byName);
      }
    }
    manifest.modules = manifest.modules.filter((module) => {
      keepPublic(module);
      return module.exports.length > 0;
    });
    for (const module of manifest.modules) addDefinition(module, manifest.modules);
    manifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
  },
};

export default {
  globs: [
    ...elements.map((name) => `src/elements/${name}/*.ts`),
    'src/elements/internal/{base-element,store-element,form-control,events}.ts',
  ],
  exclude: ['src/**/*.styles.ts'],
  litelement: true,
  packagejson: false,
  outdir: '.',
  plugins: [normalise],
};
