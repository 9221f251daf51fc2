import {configs as lit} from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import {configs as wc} from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import {measures} from './eslint.measures.mjs';

/** What only a page has. `store/environment.ts` hands it to the layers below the elements. */
const pageGlobals = [
  'window', 'document', 'navigator', 'location', 'history', 'localStorage', 'sessionStorage', 'customElements',
  'HTMLElement', 'Element', 'Node', 'MutationObserver', 'IntersectionObserver', 'ResizeObserver', 'CustomEvent',
  'BroadcastChannel', 'requestAnimationFrame', 'requestIdleCallback', 'matchMedia', 'getComputedStyle', 'alert',
  'confirm', 'open', 'self', 'parent', 'top',
];

export default tseslint.config(
  {ignores: ['src/vendor', 'src/**/*.generated.*', 'dist', 'dist-demo', 'release', 'coverage', 'node_modules', '.cache']},
  {linterOptions: {reportUnusedDisableDirectives: 'error'}},
  ...tseslint.configs.recommendedTypeChecked,
  {languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}}},
  lit['flat/recommended'],
  {...wc['flat/recommended'], settings: {wc: {elementBaseClasses: ['LitElement', 'RcElement', 'LazyElement', 'FormControl']}}},
  {plugins: {'lit-a11y': litA11y}, rules: litA11y.configs.recommended.rules},
  {
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', ignoreRestSiblings: true}],
      '@typescript-eslint/consistent-type-imports': ['error', {
        fixStyle: 'inline-type-imports', disallowTypeAnnotations: false,
      }],
      // Safari takes the meaning of a list from one without bullets; `role="list"` gives it back.
      'lit-a11y/no-redundant-role': 'off',
      'no-console': ['error', {allow: ['warn', 'error']}],
      'max-len': ['error', {
        code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true,
      }],
      eqeqeq: ['error', 'always', {null: 'ignore'}],
    },
  },
  ...measures,
  {
    files: ['src/**/*.ts'],
    ignores: ['src/i18n/**', 'src/**/*.styles.ts', 'src/phone/metadata.ts', 'src/phone/find/metadata.ts'],
    rules: {
      'max-params': ['error', 4],
      'no-nested-ternary': 'error',
      'max-len': ['error', {
        code: 100, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true,
        ignoreRegExpLiterals: true, ignoreComments: true,
      }],
    },
  },
  {
    files: ['src/{store,ringcentral,phone}/**/*.ts'],
    // The registry is for pages only; a sign-in window is opened inside the click.
    ignores: ['src/store/{browser-environment,get-store,lazy-engine}.ts', 'src/store/sign-in/*.ts', 'src/store/push/socket.ts'],
    rules: {
      'no-restricted-globals': ['error', ...pageGlobals.map((name) => ({
        name, message: 'This layer runs without a page: ask the Environment for it (src/store/environment.ts).',
      }))],
      'no-restricted-properties': ['error', ...pageGlobals.map((property) => ({
        object: 'globalThis', property,
        message: 'This layer runs without a page: ask the Environment for it (src/store/environment.ts).',
      }))],
    },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      'max-len': 'off',
      'no-console': 'off',
    },
  },
  // Apps and type tests import the packed package, and are checked beside it.
  {files: ['test/{frameworks,types}/**', 'scripts/framework-types/**'], ...tseslint.configs.disableTypeChecked},
  {
    // That is how a module's types are added to.
    files: ['scripts/framework-types/**'],
    rules: {'@typescript-eslint/no-empty-object-type': ['error', {allowInterfaces: 'with-single-extends'}]},
  },
  {files: ['test/types/**'], rules: {'@typescript-eslint/no-unused-vars': 'off'}},
  {files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked},
  {files: ['**/*.{js,mjs}'], rules: {'no-console': 'off'}},
);
