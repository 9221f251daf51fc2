// The imports of built files.
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {init, parse} from 'es-module-lexer';

await init;

/** In place of the position of a dynamic import, es-module-lexer says: */
const STATIC_IMPORT = -1;
const IMPORT_META = -2;

/**
 * The imports of a module.
 * @param {string} file
 * @returns {{fixed: string[], later: string[]}} specifiers of static and of dynamic imports; a
 *   dynamic one that is no plain text comes as it is written, in angle brackets
 */
export function importsOf(file) {
  const code = readFileSync(file, 'utf8');
  const fixed = [];
  const later = [];
  for (const {n: name, d: position, s: start, e: end} of parse(code, file)[0]) {
    if (position === IMPORT_META) continue;
    const specifiers = position === STATIC_IMPORT ? fixed : later;
    const written = code.slice(start, end);
    // The address of a chunk, and the query of a retry.
    const [, chunk] = /^["'`](\.[^"'`]+)["'`]\s*\+\s*[\w$]+$/.exec(written) ?? [];
    specifiers.push(name ?? chunk ?? `<${written}>`);
  }
  return {fixed, later};
}

/**
 * All that is loaded with `files` at once, or, with `later`, some time.
 * @param {string[]} files
 * @param {{later?: boolean}} [options]
 * @returns {{files: Set<string>, packages: Set<string>, missing: Set<string>}}
 */
export function closure(files, {later = false} = {}) {
  const found = {files: new Set(), packages: new Set(), missing: new Set()};
  const queue = [...files];
  for (let file; (file = queue.pop());) {
    if (found.files.has(file)) continue;
    if (!existsSync(file)) {
      found.missing.add(file);
      continue;
    }
    found.files.add(file);
    const imports = importsOf(file);
    for (const specifier of later ? [...imports.fixed, ...imports.later] : imports.fixed) {
      if (specifier.startsWith('.')) queue.push(path.resolve(path.dirname(file), specifier));
      else found.packages.add(specifier);
    }
  }
  return found;
}
