// Rollup plugins that cut a bundled library to what is used of it. Each of them stops the build where
// the library no longer has the text or the method, as after an update.
import replace from '@rollup/plugin-replace';
import {walk} from 'estree-walker';
import MagicString from 'magic-string';
import {parseAst} from 'rollup/parseAst';

/**
 * Replaces texts in one module.
 *
 * @param {string} file the end of its path
 * @param {Record<string, string>} values text → its replacement
 */
export function replaceText(file, values) {
  const missing = new Set();
  return [
    {
      name: 'expect-text',
      buildStart() {
        for (const text of Object.keys(values)) missing.add(text);
      },
      transform(code, id) {
        if (!id.endsWith(file)) return;
        for (const text of missing) if (code.includes(text)) missing.delete(text);
      },
      buildEnd(error) {
        if (!error && missing.size) this.error(`${file} has no ${[...missing].join(', no ')}.`);
      },
    },
    replace({preventAssignment: true, delimiters: ['', ''], include: `**/${file}`, values}),
  ];
}

/**
 * Removes methods and accessors from the classes of one module.
 *
 * @param {string} file the end of its path
 * @param {string[]} names of the methods
 */
export function withoutMethods(file, names) {
  const missing = new Set();
  return {
    name: 'without-methods',
    buildStart() {
      for (const name of names) missing.add(name);
    },
    transform(code, id) {
      if (!id.endsWith(file)) return null;
      const text = new MagicString(code);
      walk(parseAst(code), {
        enter({type, key, start, end}) {
          if (type !== 'MethodDefinition' || !names.includes(key.name)) return;
          missing.delete(key.name);
          text.remove(start, end);
        },
      });
      return {code: text.toString(), map: text.generateMap({hires: true})};
    },
    buildEnd(error) {
      if (!error && missing.size) this.error(`${file} has no method ${[...missing].join(', ')}.`);
    },
  };
}
