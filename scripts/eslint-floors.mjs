// ESLint rule: the floors of src/ import downwards only, and only the top one knows Lit.
import path from 'node:path';

const heights = {vendor: 0, i18n: 0, phone: 0, ringcentral: 1, store: 2};
const ELEMENTS = 3;

/** 0 is the ground. Whatever is no floor of its own (elements, styles) belongs to the elements. */
const heightOf = (folder) => heights[folder] ?? ELEMENTS;

export const floors = {
  meta: {
    type: 'problem',
    schema: [{type: 'object', properties: {src: {type: 'string'}}, additionalProperties: false}],
    messages: {
      up: '{{from}}/ must not import from {{to}}/: imports go downwards only (elements, store, ringcentral, phone).',
      lit: '{{from}}/ must not import {{to}}: only the elements know Lit.',
      extension: 'Write the file with its ending, {{to}}.js.',
    },
  },
  create(context) {
    const {src} = context.options[0];
    const folderOf = (file) => {
      const [folder, rest] = path.relative(src, file).split(path.sep);
      return rest === undefined ? '' : folder;
    };
    const from = folderOf(context.filename);

    function check(node) {
      if (typeof node?.value !== 'string') return;
      const to = node.value;
      if (/^(@?lit|lit-html|lit-element)(\/|-element\/|$)/.test(to)) {
        if (heightOf(from) < ELEMENTS) context.report({node, messageId: 'lit', data: {from, to}});
        return;
      }
      if (!to.startsWith('.')) return;
      if (!/\.(js|json)$/.test(to)) context.report({node, messageId: 'extension', data: {to}});
      const target = folderOf(path.resolve(path.dirname(context.filename), to));
      if (target !== from && heightOf(target) > heightOf(from)) {
        context.report({node, messageId: 'up', data: {from: from || 'src', to: target || 'src'}});
      }
    }

    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      TSImportType: (node) => check(node.argument?.literal ?? node.argument),
    };
  },
};
