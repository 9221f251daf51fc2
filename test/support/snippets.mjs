// The code blocks of the documents.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../../scripts/run.mjs';

const FILES = [
  'README.md', 'SECURITY.md', 'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

/** Files that other tests build, check and run; the documents show them unchanged. */
const LISTED = new Set(['test/frameworks', 'test/ssr', 'docs/recipes'].flatMap((folder) => readdirSync(path.join(root, folder), {recursive: true})
  .filter((file) => /\.(tsx?|m?js|json|vue|svelte|html|php|conf)$/.test(file))
  .map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim())));

/**
 * Every fenced block. `made`: name of the generated part that it is in; `listed`: whether it is a
 * file that another test runs; `heading`: of its chapter.
 * @returns {{id: string, where: string, language: string, code: string, made: string, listed: boolean, heading: string}[]}
 */
export function snippets() {
  return FILES.flatMap((file) => {
    const found = [];
    const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
    let made = '';
    let heading = '';
    for (let i = 0; i < lines.length; i++) {
      made = /^<!-- made: ([\w-]+) -->$/.exec(lines[i])?.[1] ?? (lines[i] === '<!-- /made -->' ? '' : made);
      heading = /^#+ (.+)$/.exec(lines[i])?.[1] ?? heading;
      const [, indent, language] = /^( *)```(\w*)/.exec(lines[i]) ?? [];
      if (language === undefined) continue;
      const end = lines.indexOf(`${indent}\`\`\``, i + 1);
      const code = lines.slice(i + 1, end).map((line) => line.slice(indent.length)).join('\n');
      const where = `${file}:${i + 1}`;
      found.push({
        id: where.replace(/\W+/g, '-'), where, language, code, made, heading, listed: made !== '' && LISTED.has(code.trim()),
      });
      i = end;
    }
    return found;
  });
}
