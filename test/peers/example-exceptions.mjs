// Where the finder differs from libphonenumber-js, by rule. A row holds for the cases that agree
// with all its fields (see examples.mjs); a list means any of its values, and a function tells.
const CODE_WITHOUT_PLUS = ['code without plus, spaces', 'code without plus, hyphens', 'code without plus, brackets'];
const IN_RUNNING_TEXT = ['in a sentence', 'before " or "', 'after " or "', 'after ", "', 'after "; "'];

/** On purpose. */
export const EXCEPTIONS = [
  {
    difference: 'missed', digits: (digits) => digits < 7,
    why: 'fewer than seven digits are too many other things, even with a plus',
  },
  {
    difference: 'missed', text: (text) => /(?<!\d)\d\d\.\d\d\.\d\d(?!\d)/.test(text),
    why: 'three pairs of digits with dots are written like a date',
  },
  {
    difference: 'missed', text: (text) => /(?<!\d)\d{3}-\d\d-\d{4}(?!\d)/.test(text),
    why: 'three, two and four digits with hyphens are written like a social security number',
  },
  {
    difference: ['missed', 'wrong'], country: 'CA', page: (page) => page !== 'CA', form: 'national',
    why: 'seven digits on a page of an island are local to it, and not the Canadian service',
  },
  {
    difference: 'missed', form: CODE_WITHOUT_PLUS, situation: IN_RUNNING_TEXT,
    text: (text) => /(?<![\d-])\d{2,3}[ -]\d{5,11}(?![\d-])/.test(text),
    why: 'two groups, of which one has all digits, are no usual form, and nothing says "telephone"',
  },
  {
    difference: 'missed', form: CODE_WITHOUT_PLUS, country: 'BR',
    why: '55 is an area code of Brazil as well as its calling code',
  },
  {
    difference: 'missed', form: ['national', 'alternate, national'],
    country: ['AU', 'BO', 'CC', 'CX', 'GI', 'KI', 'LU', 'NI', 'SC', 'TO', 'TR'],
    situation: (situation) => situation !== 'alone' && situation !== 'after a label',
    why: 'digits in one group, or in unusual ones, need a word that says "telephone" in running text',
  },
  {
    difference: 'missed', form: 'national', country: ['CN', 'DE', 'NP', 'ZM'],
    text: (text) => /1681 2345|16412345|1660-01-01234|630123456/.test(text),
    why: 'these examples are written like a year or a code',
  },
];

/** Faults of today: each goes from here when it is mended. */
export const KNOWN_FAULTS = [];
