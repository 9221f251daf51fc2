// Each limit of eslint.measures.mjs reports a file that is over it, and none that is just within.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Linter} from 'eslint';
import tseslint from 'typescript-eslint';
import lintConfig from '../../eslint.config.js';
import {measures} from '../../eslint.measures.mjs';

const linter = new Linter();
const withTypes = {files: ['**/*.ts'], languageOptions: {parser: tseslint.parser}};

/** The names of the rules that a file of this name and text breaks. */
function brokenRules(file, text) {
  const messages = linter.verify(text, [withTypes, ...measures], {filename: file});
  for (const {fatal, message} of messages) assert.ok(!fatal, message);
  return [...new Set(messages.map(({ruleId}) => ruleId))].sort();
}

const lines = (count, line) => Array(count).fill(line).join('\n');
const COMMENT = '// Why.';

/** All of these have so many lines; the first and the last of a class and a function are its own. */
const comments = (count) => lines(count, COMMENT);
const classOf = (count) => `class Example {\n${comments(count - 2)}\n}`;
const functionOf = (count) => `function example(value) {\n${lines(count - 2, 'value++;')}\n}`;
/** A function of this cyclomatic complexity: one, and one more for each condition. */
const complexityOf = (count) => `function example(value) {\n${lines(count - 1, 'if (value) value++;')}\n}`;

for (const [title, files, limit, textOf, rule] of [
  ['the file of a tag', ['src/elements/session/session.ts', 'src/elements/number-links/number-links.ts'], 150, comments, 'max-lines'],
  ['another file of an element', ['src/elements/session/session-menu.ts', 'src/elements/internal/icons.ts'], 250, comments, 'max-lines'],
  ['any other file', ['src/store/calls.ts', 'demo/main.js', 'scripts/docs.mjs', 'bench/table.mjs', 'test/node/docs.test.mjs'], 250, comments, 'max-lines'],
  ['a class', ['src/store/calls.ts', 'demo/main.js', 'test/pages/walk/walker.mjs'], 200, classOf, 'measures/max-class-lines'],
  ['a class without a name', ['src/store/calls.ts'], 200, (count) => `export default ${classOf(count).replace('Example', '')}`, 'measures/max-class-lines'],
  ['a class in an expression', ['src/store/calls.ts'], 200, (count) => `export const example = ${classOf(count)};`, 'measures/max-class-lines'],
  ['a function', ['src/store/calls.ts', 'demo/main.js', 'scripts/docs.mjs', 'bench/table.mjs'], 60, functionOf, 'max-lines-per-function'],
  ['the complexity of a function', ['src/store/calls.ts', 'demo/main.js', 'scripts/docs.mjs', 'bench/table.mjs', 'test/pages/walk/rules.mjs'], 12, complexityOf, 'complexity'],
]) {
  for (const file of files) {
    test(`${title}, at most ${limit}: ${file}`, () => {
      assert.deepEqual(brokenRules(file, textOf(limit)), []);
      assert.deepEqual(brokenRules(file, textOf(limit + 1)), [rule]);
    });
  }
}

test('tables and lists of tests may be longer', () => {
  assert.deepEqual(brokenRules('src/i18n/locales/de-DE.ts', comments(400)), []);
  assert.deepEqual(brokenRules('test/node/docs.test.mjs', functionOf(200)), []);
});

test('ESLint checks these limits', () => {
  for (const entry of measures) assert.ok(lintConfig.includes(entry));
});
