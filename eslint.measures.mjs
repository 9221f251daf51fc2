// Limits of files, classes and functions, so that a file is read in a minute and a function at a glance.
// Blank lines and comments count, except in functions. test/node/measures.test.mjs shows each limit.
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {maxClassLines} from './scripts/max-class-lines.mjs';

const elementsFolder = path.join(import.meta.dirname, 'src/elements');

/** The file of a tag's class, e.g. `src/elements/session/session.ts`. */
const elementFiles = readdirSync(elementsFolder)
  .map((name) => `${name}/${name}.ts`)
  .filter((file) => existsSync(path.join(elementsFolder, file)))
  .map((file) => `src/elements/${file}`);

const tables = ['src/i18n/**', 'src/**/*.styles.ts', 'src/phone/metadata.ts', 'src/phone/find/metadata.ts'];

/** One file to copy each, whose backends answer all requests in one place. */
const recipes = ['docs/recipes/**'];

const functionLines = ['error', {max: 60, skipBlankLines: true, skipComments: true}];

export const measures = [
  {
    files: ['src/**/*.ts', '{demo,bench}/**/*.ts', '**/*.{js,mjs}'],
    ignores: [...tables, ...recipes],
    plugins: {measures: {rules: {'max-class-lines': maxClassLines}}},
    rules: {
      complexity: ['error', 12],
      'max-lines': ['error', 250],
      'max-lines-per-function': functionLines,
      'measures/max-class-lines': ['error', 200],
    },
  },
  // The body of `describe` or `test` is a list of what is expected.
  {files: ['**/test/**'], rules: {'max-lines-per-function': 'off'}},
  {files: elementFiles, rules: {'max-lines': ['error', 150]}},
];
