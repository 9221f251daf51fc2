// The proof of the dense text: numbering-plans.ts reads from it what the packages say.
import {createRequire} from 'node:module';
import {readFile} from 'node:fs/promises';
import {isDeepStrictEqual} from 'node:util';
import {transform} from 'esbuild';
import {NO_COUNTRY} from './metadata-dense-text.mjs';

const max = createRequire(import.meta.url)('libphonenumber-js/metadata.max.json');

const COMPARED_COLUMNS = 11;
const FORMATS_COLUMN = 4;

/** Columns that are left out and empty columns are the same. */
function comparable(plan) {
  const comparableFormat = ([pattern, template, leading, ...rest]) =>
    [pattern, template, leading ?? [], ...[0, 1, 2].map((i) => rest[i] || 0)];
  return Array.from({length: COMPARED_COLUMNS}, (_, column) => {
    const value = plan[column] || 0;
    return column === FORMATS_COLUMN && value ? value.map(comparableFormat) : value;
  });
}

/** The metadata that the parser reads from a dense text. */
async function readBack(text) {
  const plansSource = await readFile(new URL('../src/phone/numbering-plans.ts', import.meta.url), 'utf8');
  const {code} = await transform(plansSource, {loader: 'ts', format: 'esm'});
  const readable = code
    .replace(/import \{ PLANS \} from .*;/, () => `const PLANS = ${JSON.stringify(text)};`);
  const {metadata} = await import(`data:text/javascript,${encodeURIComponent(readable)}`);
  return metadata;
}

/** Throws if a country or a calling code is not read as the package has it. */
export async function assertReadable(text) {
  const metadata = await readBack(text);
  for (const [country, plan] of Object.entries(max.countries)) {
    if (!isDeepStrictEqual(comparable(metadata.countries[country]), comparable(plan))) {
      throw new Error(`${country} does not survive the dense text`);
    }
  }
  const callingCodes = {
    ...max.country_calling_codes,
    ...Object.fromEntries(Object.keys(max.nonGeographic).map((code) => [code, [NO_COUNTRY]])),
  };
  if (!isDeepStrictEqual(metadata.country_calling_codes, callingCodes)) {
    throw new Error('the calling codes do not survive the dense text');
  }
}
