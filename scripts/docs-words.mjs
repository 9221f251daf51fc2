// The parts of the documents with words: sentences that users read, errors, languages.
import {fillErrorTable} from './docs-api.mjs';
import {loadSource} from './load-source.mjs';

/** Text for a cell of a table, where line breaks and bars have a meaning. */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Every locale with its English name. */
export async function localeTable() {
  const {locales} = await loadSource('src/i18n/locales/index.ts');
  const names = new Intl.DisplayNames('en', {type: 'language', languageDisplay: 'standard'});
  return [
    '| locale | language |', '|---|---|',
    ...['en', ...locales].map((tag) => `| \`${tag}\` | ${names.of(tag)} |`),
  ].join('\n');
}

/** Every English sentence by its key, in the order of the sources. */
export async function words() {
  const {english} = await loadSource('src/i18n/strings.ts');
  return [
    '| key | English |', '|---|---|',
    ...Object.entries(english).map(([key, text]) => `| \`${key}\` | ${cell(text)} |`),
  ].join('\n');
}

/** A table that keeps its rows, and gets the sentences of `words` that users read. */
export const errorTable = (file, wordsName, prefix) => async (oldTable) => {
  const {[wordsName]: words} = await loadSource(file);
  return fillErrorTable(oldTable, words, prefix);
};
