/** How people write numbers, before any country's rules: characters, URIs, labels, extensions, letters. */

/** A text taken apart. `digits` begin with `+` when the writer put one. */
interface WrittenNumber {
  /** Readings of the number, the literal one first; more than one when letters or a `(0)` leave a choice. */
  readonly interpretations: readonly string[];
  readonly extension?: string;
  /** From a `tel:` URI: there, RingCentral's own samples leave the `+` out. */
  readonly tel: boolean;
}

type NormalizedInput = WrittenNumber | {readonly starCode: string} | {readonly bareExtension: string} | null;

/** Longer texts are not one number; reading them would only cost time. */
const LONGEST = 250;

/** Digits of all scripts are blocks of ten in a row, zero first. */
function asciiDigit(character: string): string {
  const code = character.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/**
 * One spelling for what looks alike: width, marks and case folded, all scripts' digits to ASCII, all spaces to one
 * kind, all dashes to `-`, invisible characters gone. Null for texts with footnote digits (`²`), fractions or
 * control characters: what they mean is anybody's guess.
 */
function foldDigits(text: string): string | null {
  if (text.length > LONGEST || /[\p{No}\p{Nl}\0-\x08\x0e-\x1f\x7f]/u.test(text)) return null;
  // Most texts are plain already.
  if (/^[ -~]*$/.test(text)) return text.replace(/ +/g, ' ').toLowerCase().trim();
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Pd}\u2212\u30fc\u2043]/gu, '-')
    .replace(/[\u00b7\u2022\u2027\u2219\u30fb\u3002]/g, '.')
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/[\p{Z}\s]+/gu, ' ')
    .toLowerCase()
    .trim();
}

/** "Extension" as people write it; the longer of two that begin alike comes first. Folded like the texts are. */
const EXTENSION_WORDS = [
  'extensions?', 'extensao', 'extn?', 'xtn?', 'ekst', 'x',
  'anexo', 'interno', 'interne', 'interior', 'int', 'ramal', 'poste', 'local', 'loc',
  'durchwahl', 'dw', 'nebenstelle', 'nst', 'apparat', 'app', 'klappe', 'kl', 'toestel', 'tst', 'doorkiesnummer',
  'anknytning', 'ankn', 'lokal', 'lok', 'alanumero', 'alanro', 'wewnętrzny', 'wewn?', 'linka', 'klapka', 'mellék',
  'dahili', 'dah', 'pesawat', 'pes', 'samb', 'máy lẻ', 'nhánh',
  'доб(?:авочный)?', 'дод', 'вн(?:утр)?', 'εσωτ(?:ερικό)?', '分机', '分機', '内线', '內線', '内線', '转', '轉',
  '내선', '구내', 'تحويلة', 'داخلي', 'داخلی', 'שלוחה', 'एक्सटेंशन', 'ต่อ',
].join('|').normalize('NFKD').replace(/\p{M}/gu, '');

const MARKED_EXTENSION = new RegExp(
  // RFC 3966
  ';ext=(\\d{1,20})$' +
  // "ext. 9", "(x9)", ", extension: 9#"
  `|[ ,;./([-]*(?<!\\p{L})(?:${EXTENSION_WORDS})\\.?[ :.#=-]*(\\d{1,20})#?[)\\]]?$` +
  // pauses and signs: ",,9", ";9", "#9", "*9", " ~9"
  '|(?: *,+| *;| *[#*]| +~) *(\\d{1,9})#?$' +
  // North American "- 503#"
  '|[ -]+(\\d{1,6})#$',
  'u',
);

const BARE_EXTENSION = new RegExp(`^(?:${EXTENSION_WORDS})\\.?[ :.#=-]*(\\d{1,8})$`, 'u');
const EXTENSION_WORD = new RegExp(`(?<!\\p{L})(?:${EXTENSION_WORDS})(?!\\p{L})`, 'u');

/** Words before a number that only say that it is one; no others, so that `javascript:` and `INV-` are none. */
const LABEL = new RegExp(
  '^(?:tel(?:e(?:ph|f)on\\p{L}*)?|phone|ph|mob(?:ile?|il)?|cell|call|office|work|home|direct|main|t|m|p' +
  '|тел(?:ефон)?|电话|電話|טל)(?: ?[.:]+ *| +(?=[+(\\d]))', 'u',
);

const LETTERS_ON_KEYS = '22233344455566677778889999';
const onKeys = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => LETTERS_ON_KEYS[letter.charCodeAt(0) - 97]!);
const plain = (text: string): string => text.replace(/[^\d+]/g, '');

/** The number inside a URI that stands for a call or a message; null when it is another URI or a damaged one. */
function unwrapUri(text: string): {text: string; tel: boolean} | null {
  const [, scheme, rest] = /^(tel|callto|sms|rcmobile|rcapp):(?=\S)(.*)$/.exec(text) ?? [];
  if (!scheme || rest === undefined) return {text, tel: false};
  const inApp = scheme.startsWith('rc');
  const value = inApp
    ? /^\/\/(?:r\/)?(?:call|sms|dialer)\/?\?(?:.*&)?number=([^&#]*)/.exec(rest)?.[1]
    : rest.replace(/^\/\//, '').replace(scheme === 'sms' ? /[?&].*/ : '', '');
  // A message to several people is a call to none of them.
  if (!value || scheme === 'sms' && value.includes(',')) return null;
  let decoded: string | null;
  try {
    decoded = foldDigits(decodeURIComponent(value));
  } catch {
    return null;
  }
  if (decoded === null) return null;
  // RFC 3966: the context is what to dial before the local part, or a domain, which says nothing about digits.
  const context = /;phone-context=([^;]*)/.exec(decoded)?.[1] ?? '';
  decoded = decoded.replace(/;phone-context=[^;]*/, '');
  if (/^\+[\d.-]+$/.test(context) && !decoded.startsWith('+')) decoded = context + decoded;
  // RingCentral's scheme writes the country code without the plus.
  if (inApp && /^[1-9]\d{6,14}(?!\d)/.test(decoded)) decoded = `+${decoded}`;
  return {text: decoded, tel: scheme === 'tel'};
}

/** What a person may have meant, not yet compared with any country's plan; null where it is not one number. */
export function normalize(input: string): NormalizedInput {
  const folded = foldDigits(input);
  const uri = folded === null ? null : unwrapUri(folded);
  if (!uri) return null;
  let text = uri.text.replace(/^[\p{So} ]+|[\p{So} ]+$/gu, '').replace(LABEL, '');
  if (/^[*#]+\d[\d*# ()-]*$/.test(text)) return {starCode: text.replace(/[^\d*#]/g, '')};

  const bare = BARE_EXTENSION.exec(text)?.[1];
  if (bare) return {bareExtension: bare};

  const marked = MARKED_EXTENSION.exec(text);
  const extension = marked?.slice(1).find((digits) => digits !== undefined);
  if (marked) text = text.slice(0, marked.index);

  const readings = readingsOf(text.replace(/[ ,;:.-]+$/, ''));
  return readings && {interpretations: readings, tel: uri.tel, ...extension && {extension}};
}

function readingsOf(text: string): string[] | null {
  // A note after the number: "(cell)", "- ask for Ann". Two numbers, or an extension that was announced but not
  // understood, are no note.
  const [, number = text, note = ''] = /^(.*[\d)])(?:(?: *[,-])? +|(?= *\())((?:\([^()\d]*\)|[\p{L}][\p{L} .'-]*))$/u
    .exec(text) ?? [];
  const begins = /^[([]?\+?[\d(]/.test(number) && number.lastIndexOf('+') <= 1;
  if (!begins || !/^[+\d\p{L} ()[\]./~-]*$/u.test(text)) return null;
  if (note && EXTENSION_WORD.test(note)) return null;

  const readings: string[] = [];
  if (!/\p{L}/u.test(number)) {
    readings.push(plain(number));
    // "+44 (0)20": dialled from inside the country only. Most plans drop it by themselves; this is for the others.
    if (number.includes('+') && number.includes('(0)')) readings.push(plain(number.replace('(0)', '')));
  }
  // A word on the keys has three letters at least; an "x" or a "p" between digits is none.
  if (/[a-z]{3}/.test(text) && !/\([^()\d]*\)$/.test(text) && /^[ -~]+$/.test(text)) {
    readings.push(plain(onKeys(text)));
  }
  return readings.length ? readings : null;
}
