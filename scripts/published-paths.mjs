// src/ keeps the elements in a folder of their own; dist/ has them at the top, where pages load them from.
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/**
 * The place in dist/ of a file of src/.
 * @param {string} file relative to src/, with slashes
 */
export const publishedPath = (file) => file.replace(/^elements\//, '');

/** Specifiers of `from '…'`, `import '…'` and `import('…')` that name a file. */
const RELATIVE_IMPORT = /((?:from|import)\s*\(?\s*')(\.[^']+)(')/g;

/**
 * Copies the compiler's declarations, which follow src/, to their published places, and their imports with them.
 * @param {string} declarations folder that the compiler wrote
 * @param {string} dist
 */
export function publishDeclarations(declarations, dist) {
  for (const file of readdirSync(declarations, {recursive: true}).map(toSlashes)) {
    if (!file.endsWith('.d.ts')) continue;
    const folder = path.posix.dirname(file);
    const publishedFolder = path.posix.dirname(publishedPath(file));
    const code = readFileSync(path.join(declarations, file), 'utf8')
      .replace(RELATIVE_IMPORT, (_, before, specifier, after) => {
        const target = publishedPath(path.posix.join(folder, specifier));
        const relative = path.posix.relative(publishedFolder, target);
        return `${before}${relative.startsWith('.') ? relative : `./${relative}`}${after}`;
      });
    mkdirSync(path.join(dist, publishedFolder), {recursive: true});
    writeFileSync(path.join(dist, publishedPath(file)), code);
  }
}

const toSlashes = (file) => file.split(path.sep).join('/');
