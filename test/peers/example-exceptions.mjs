// Where the finder differs from libphonenumber-js on purpose, by rule. A row holds for the cases
// that agree with all its fields; a list of values means any of them.
const CODE_WITHOUT_PLUS = ['code without plus, spaces', 'code without plus, hyphens', 'code without plus, brackets'];
/** The rows below it should go with it: the plans that the finder reads today are too narrow. */
const TODAY = 'the finder has plans of its own today';

export const EXCEPTIONS = [
  {difference: ['missed', 'wrong'], form: CODE_WITHOUT_PLUS, why: TODAY},
  {difference: ['missed', 'wrong'], form: ['national', 'alternate, national'], why: TODAY},
  {difference: 'missed', form: ['international', 'E.164', 'RFC 3966'], country: ['IR', 'NC'], why: TODAY},
  {difference: 'wrong', form: 'alternate, international', situation: 'before " / "', why: TODAY},
];
