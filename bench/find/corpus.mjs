// Makes texts with telephone numbers and look-alikes from a seed. All numbers in a text are listed:
// `{id, kind, country, text, numbers: [{e164, start, end, extension?, fax?, form}], lookalikes}`,
// and so are the kinds of other digits. Numbers are valid by libphonenumber's full metadata.
import {Lookalikes} from './lookalikes.mjs';
import {RandomValues} from './random-values.mjs';
import {FILLERS, FIRST_NAMES, LAST_NAMES, peopleTexts, recordTexts} from './texts.mjs';
import {HOMES, WrittenNumbers} from './written-numbers.mjs';

/** The order decides which kind a seed picks. */
const KINDS = [
  'email',
  'crm note',
  'contacts',
  'table cell',
  'other cell',
  'invoice',
  'log',
  'code',
  'article',
  'address block',
  'chat',
  'two in a row',
  'nothing',
];

/** A text that is written part by part: plain text, numbers and look-alikes. */
class TextBuilder {
  constructor(kind, country) {
    this.doc = {kind, country, text: '', numbers: [], lookalikes: []};
    this.home = country;
  }

  add(...parts) {
    for (const part of parts) this.#append(part);
    return this;
  }

  #append(part) {
    if (typeof part === 'string') {
      this.doc.text += part;
      return;
    }
    const start = this.doc.text.length;
    this.doc.text += part.text;
    const end = this.doc.text.length;
    const {lookalike, e164, form, extension, fax} = part;
    if (lookalike) this.doc.lookalikes.push({kind: lookalike, start, end});
    else this.doc.numbers.push({e164, start, end, form, ...extension && {extension}, ...fax && {fax: true}});
  }
}

export function makeCorpus(seed, size = 2_000) {
  const random = new RandomValues(seed);
  const {int, pick, chance, digits, nonZero} = random;
  const numbers = new WrittenNumbers(random);
  const lookalikes = new Lookalikes(random);
  const materials = {
    int, pick, chance, digits,
    phone: (home, options) => numbers.phone(home, options),
    makeNumber: (country) => numbers.make(country),
    lookalike: (home, kind) => lookalikes.make(home, kind),
    name: () => `${pick(FIRST_NAMES)} ${pick(LAST_NAMES)}`,
    before: () => pick([
      '', `Sent on ${lookalikes.textOf('date')}. `, `Regarding ${lookalikes.labelled(nonZero(9))}. `, pick(FILLERS),
    ]),
  };
  const texts = {...peopleTexts(materials), ...recordTexts(materials)};
  return Array.from({length: size}, (_, id) => {
    const country = pick(HOMES);
    const kind = pick(KINDS);
    const builder = new TextBuilder(kind, country);
    texts[kind](builder);
    return {id, ...builder.doc};
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const {kind, country, text, numbers} of makeCorpus(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 5))) {
    console.log(`--- ${kind}, ${country}, ${numbers.length} numbers\n${text}`);
  }
}
