// dist/cdn/modulepreload.html: lines for the head of a page, by what the page has. They make the
// browser ask for these files together with the script, which would ask for them itself.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {closure} from './bundle-graph.mjs';
import {HOME} from './integrity.mjs';

/** What a page has → the sources that its buttons need until they can call. */
const NEEDS = {
  'Numbers without a country code': ['src/phone/parse.ts'],
  'An <rc-session>': ['src/cdn/session.ts', 'src/elements/click-to-call/call-code.ts'],
  'An <rc-session> with client-id': ['src/store/sign-in/pkce.ts'],
  'An <rc-session> with sdk, getAccessToken or proxy': ['src/store/sign-in/external.ts'],
  'An <rc-session> with proxy': ['src/ringcentral/sdk.ts'],
};

/**
 * @param {string} folder dist/cdn
 * @param {Record<string, Record<string, number>>} modules file → its sources, as the build noted them
 * @returns {Record<string, string[]>} what a page has → files, each only once
 */
export function preloadsOf(folder, modules) {
  const seen = new Set(['rc-click-to-call.js']);
  const fileWith = (source) => Object.keys(modules).find((file) => source in modules[file]);
  const nameOf = (file) => path.relative(folder, file).split(path.sep).join('/');
  const newFilesWith = (sources) => {
    const {files} = closure(sources.map((source) => path.join(folder, fileWith(source))));
    const names = [...files].map(nameOf).filter((name) => !seen.has(name));
    for (const name of names) seen.add(name);
    return names;
  };
  return Object.fromEntries(Object.entries(NEEDS)
    .map(([what, sources]) => [what, newFilesWith(sources)])
    .filter(([, files]) => files.length > 0));
}

export function writePreloads(folder, modulesFile) {
  const modules = JSON.parse(readFileSync(modulesFile, 'utf8'));
  const integrity = JSON.parse(readFileSync(path.join(folder, 'integrity.json'), 'utf8'));
  const lineOf = (file) => `<link rel="modulepreload" href="${HOME}${file}" integrity="${integrity[file]}">\n`;
  const sets = Object.entries(preloadsOf(folder, modules))
    .map(([what, files]) => `<!-- ${what} -->\n${files.map(lineOf).join('')}`);
  writeFileSync(path.join(folder, 'modulepreload.html'), sets.join('\n'));
}
