// Where the finder differs from libphonenumber-js, by rule. A row holds for the cases that agree
// with all its fields (see examples.mjs); a list means any of its values,
// and a function tells.

/** On purpose. */
export const EXCEPTIONS = [
  {
    difference: 'missed', digits: (digits) => digits < 7,
    why: 'fewer than seven digits are too many other things, even with a plus',
  },
  {
    difference: 'missed', country: 'NC', text: (text) => /\b\d\d\.\d\d\.\d\d\b/.test(text),
    why: 'three pairs of digits with dots are written like a date',
  },
  {
    difference: ['missed', 'wrong'], country: 'CA', page: (page) => page !== 'CA', form: 'national',
    why: 'seven digits on a page of an island are local to it, and not the Canadian service',
  },
];

const CODE_WITHOUT_PLUS = ['code without plus, spaces', 'code without plus, hyphens', 'code without plus, brackets'];
const TODAY = 'the finder has plans of its own';

/** Faults of today: each goes from here when it is mended. */
export const KNOWN_FAULTS = [
  {difference: ['missed', 'wrong'], form: CODE_WITHOUT_PLUS, why: TODAY},
  {difference: ['missed', 'wrong'], form: ['national', 'alternate, national'], why: TODAY},
  {difference: 'wrong', form: 'alternate, international', situation: 'before " / "', why: TODAY},
];
