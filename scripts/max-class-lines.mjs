// ESLint has limits for the lines of a file and of a function; this is one for the lines of a class.

/** @type {import('eslint').Rule.RuleModule} */
export const maxClassLines = {
  meta: {
    type: 'suggestion',
    docs: {description: 'limit the lines of a class'},
    schema: [{type: 'integer', minimum: 1}],
    messages: {
      tooLong: 'Class {{name}} has too many lines ({{lines}}). Maximum allowed is {{max}}.',
    },
  },
  create(context) {
    const [max] = context.options;
    const check = (node) => {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      if (lines <= max) return;
      const name = node.id?.name ?? '(anonymous)';
      context.report({node: node.id ?? node, messageId: 'tooLong', data: {name, lines, max}});
    };
    return {ClassDeclaration: check, ClassExpression: check};
  },
};
