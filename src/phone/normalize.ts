/**
 * Takes apart what people write, before any country's rules apply: characters, URIs, labels,
 * extensions and letters.
 */

export interface WrittenNumber extends DialedAfter {
  /** The whole text but its scheme and label. */
  readonly fullText: string;
  /** The number as it is written, without extension and note: `+(650) 555-0100`. */
  readonly text: string;
  /**
   * The possible numbers: digits, after a `+` where one is written. The literal reading comes
   * first; letters or a `(0)` allow a second one. Empty where the text is not one number.
   */
  readonly interpretations: readonly string[];
  /** From a `tel:` URI. RingCentral's own samples leave the `+` out of those. */
  readonly isTelUri: boolean;
}

/** The extension and the tones that are dialed once the call is answered. */
interface DialedAfter {
  /** The first digits. */
  readonly extension?: string;
  /** Pauses, digits and keys, where the extension does not say it all: `,,9988776#,,654321#`. */
  readonly tones?: string;
  /** The word or sign that announces the extension. Absent where it can mean nothing else. */
  readonly extensionMark?: string;
}

type NormalizedInput =
  | WrittenNumber
  | {readonly starCode: string}
  | {readonly bareExtension: string}
  | null;

/** Longer texts are never one number and would only cost time. */
const MAX_TEXT_LENGTH = 250;

/** Unicode has the digits of every script in blocks of ten, zero first. */
function asciiDigit(character: string): string {
  const codePoint = character.codePointAt(0)!;
  let blockStart = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(blockStart - 1))) blockStart--;
  return String((codePoint - blockStart) % 10);
}

/**
 * Folds characters that look alike into one: width, marks and case are dropped, digits of all
 * scripts become ASCII, every space a plain one, every dash a `-`; invisible characters go. Returns
 * null for texts with footnote digits (`²`), fractions or control characters, whose meaning cannot
 * be known.
 */
function foldDigits(text: string): string | null {
  if (text.length > MAX_TEXT_LENGTH) return null;
  if (/[\p{No}\p{Nl}\0-\x08\x0e-\x1f\x7f]/u.test(text)) return null;
  // Most texts are plain ASCII.
  if (/^[ -~]*$/.test(text)) return text.replace(/ +/g, ' ').toLowerCase().trim();
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit)
    .replace(/[\u223c\u301c]/g, '~')
    .replace(/[\p{Pd}\u2212\u30fc\u2043]/gu, '-')
    .replace(/[【〔「]/g, '(')
    .replace(/[】〕」]/g, ')')
    .replace(/[\u00b7\u2022\u2027\u2219\u30fb\u3002]/g, '.')
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/[\p{Z}\s]+/gu, ' ')
    .toLowerCase()
    .trim();
}

/** The words as they are after folding. */
const foldWords = (words: readonly string[]): string =>
  words.join('|').normalize('NFKD').replace(/\p{M}/gu, '');

/** "Extension" in many languages. Of two words that begin alike, the longer one comes first. */
const EXTENSION_WORDS = foldWords([
  'extensions?', 'extensao', 'extn?', 'xtn?', 'ekst', 'x', 'anexo', 'interno', 'interne?',
  'interior', 'int', 'ramal', 'poste', 'local', 'loc', 'durchwahl', 'dw', 'nebenstelle', 'nst',
  'apparat', 'app', 'klappe', 'kl', 'toestel', 'tst', 'uitbreiding', 'doorkiesnummer', 'anknytning', 'ankn',
  'lokal', 'lok', 'alanumero', 'alanro', 'wewnętrzny', 'wewn?', 'linka', 'klapka', 'mellék',
  'dahili', 'dah', 'pesawat', 'pes', 'samb', 'máy lẻ', 'nhánh', 'вътр(?:ешен)?', 'доб(?:авочный)?', 'дод',
  'вн(?:утр)?', 'εσωτ(?:ερικό)?', '分机', '分機', '内线', '內線', '内線', '转', '轉', '내선', '구내', 'تحويلة',
  'فرعي', 'داخلي', 'داخلی', 'שלוחה', 'एक्सटेंशन', 'ต่อ', 'w(?=\\.)',
]);

const MARKED_EXTENSION = new RegExp(
  // RFC 3966
  '(?:;ext=' +
  // "ext. 9", "(x9)", ", extension: 9#", "*9", "~9"
  `|[ ,;./([-]*(?:((?<!\\p{L})(?:${EXTENSION_WORDS})|~)|[#*])\\.?[ :.#=-]*` +
  // North American "- 503#"
  '|[ -]+(?=\\d{1,6}#))' +
  // A name may follow a word's extension.
  '(\\d{1,20}#?)[)\\]]?(?:(?<![#*~].*)(?: *[,-])? +\\p{L}[\\p{L} .\'-]*)?$',
  'u',
);
/** Pauses, and what is sent after each: ",,9988776#,,*654321#", ";9", "p9". */
const PAUSED_DIGITS = /(?<=[\d)#]) *(?!.*\d{21})(?:[,;pw][ ,;pw]*[\d*#]+)+$/;
/** A field that was left empty: "ext.". An "x" may also stand for a digit that is not told. */
const EMPTY_EXTENSION = new RegExp(
  `(?<=[\\d)])[ ,;./([-]+(?!x[ )]*$)(?:${EXTENSION_WORDS})[ :.#=-]*[)\\]]?$`, 'u',
);

const BARE_EXTENSION = new RegExp(`^(?:${EXTENSION_WORDS})\\.?[ :.#=-]*(\\d{1,8})$`, 'u');
const EXTENSION_WORD = new RegExp(`(?<!\\p{L})(?:${EXTENSION_WORDS})(?!\\p{L})`, 'u');

/** Words that announce a number. Only these are dropped: `javascript:` and `INV-` must stay. */
const LABEL_WORDS = foldWords([
  'tel(?:e(?:ph|f)oo?n\\p{L}*|p)?', 'tlf', 'tfno', 'fono?', 'phone', 'ph', 'mob(?:iele?|ile?|il)?',
  'movil', 'cel(?:l|ular)?', 'handy', 'festnetz', 'rufnummer', 'gsm', 'whatsapp', 'call', 'office',
  'work', 'home', 'direct', 'main', 't', 'm', 'p', 'тел(?:ефон)?', 'моб', '电话', '電話', '手机', '携帯',
  '전화', 'טל',
]);
/** "Tel.: ", "Tel/Fax: ", "Mobile no. ", "Phone630-…" */
const LABEL = new RegExp(
  `^(?:fax ?[/&+] ?)?(?:${LABEL_WORDS})(?:[ ./&+,]+(?:fax|no|nr|number|nummer|${LABEL_WORDS})(?!\\p{L}))*` +
  '(?: ?[.:]+ *| +(?=[+(\\d])|(?<=\\p{L}{3})(?=[+(\\d]))', 'u',
);

/** The keys of the letters a to z on a telephone (ITU-T E.161). */
const KEYS_OF_LETTERS = '22233344455566677778889999';
const lettersToDigits = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => KEYS_OF_LETTERS[letter.charCodeAt(0) - 97]!);
export const digitsAndPlus = (text: string): string => text.replace(/[^\d+]/g, '');

/** After the scheme: `//call?number=…`, `//r/sms?…&number=…`. */
const NUMBER_IN_APP_URI = /^\/\/(?:r\/)?(?:call|sms|dialer)\/?\?(?:.*&)?number=([^&#]*)/;

/** Parameters that say nothing about what to dial: RFC 3966 has them ignored. */
const OTHER_PARAMETER = /;(?!ext|x=)[a-z-]+(?:=[^;]*|(?=;|$))/g;

/**
 * Takes the number out of a URI for a call or a message. Text without such a scheme is returned as
 * it is; null for a URI that has no number or is damaged.
 */
function unwrapUri(text: string): {text: string; tel: boolean} | null {
  const [, scheme, rest] = /^(tel|callto|sms|rcmobile|rcapp):(?=\S)(.*)$/.exec(text) ?? [];
  if (!scheme || rest === undefined) return {text, tel: false};
  const isAppUri = scheme.startsWith('rc');
  const decoded = decodeFolded(isAppUri ? numberInAppUri(rest) : numberInUri(scheme, rest));
  if (decoded === null) return null;
  const number = withPhoneContext(decoded);
  // RingCentral's apps have the country code without a plus.
  const lacksPlus = isAppUri && /^[1-9]\d{6,14}(?!\d)/.test(number);
  return {text: lacksPlus ? `+${number}` : number, tel: scheme === 'tel'};
}

const numberInAppUri = (rest: string): string | undefined => NUMBER_IN_APP_URI.exec(rest)?.[1];

/** Without the text of a message. */
const numberInUri = (scheme: string, rest: string): string =>
  rest.replace(/^\/\//, '').replace(scheme === 'sms' ? /[?&].*/ : '', '');

/** Null where there is nothing, or a percent sign that encodes nothing. */
function decodeFolded(value: string | undefined): string | null {
  if (!value) return null;
  try {
    // Forms write a space as "+".
    return foldDigits(decodeURIComponent(value.replace(/(?<=[\d)])\+/g, ' ')));
  } catch {
    return null;
  }
}

/**
 * RFC 3966: a phone-context is either digits to dial before the local number, or a domain name,
 * which has no digits to add.
 */
function withPhoneContext(decoded: string): string {
  const phoneContext = /;phone-context=([^;]*)/.exec(decoded)?.[1] ?? '';
  const number = decoded.replace(/;postd=[,pw]*/, ',,').replace(OTHER_PARAMETER, '');
  const isLocal = /^\+[\d.-]+$/.test(phoneContext) && !number.startsWith('+');
  return isLocal ? phoneContext + number : number;
}

/**
 * Reads what a writer may have meant, before any country's numbering plan is consulted; null where
 * the text is not one number.
 */
export function normalize(input: string): NormalizedInput {
  const folded = foldDigits(input);
  const uri = folded === null ? null : unwrapUri(folded);
  if (!uri) return null;
  let text = uri.text.replace(/^[\p{So} ]+|[\p{So} ]+$/gu, '').replace(LABEL, '');
  if (/^[*#]+\d[\d*# ()-]*$/.test(text)) return {starCode: text.replace(/[^\d*#]/g, '')};

  const bareExtension = BARE_EXTENSION.exec(text)?.[1];
  if (bareExtension) return {bareExtension};

  const fullText = text;
  text = text.replace(EMPTY_EXTENSION, '');
  const note = NOTE.exec(text)?.[0] ?? '';
  if (!EXTENSION_WORD.test(note)) text = text.slice(0, text.length - note.length);
  const extension = PAUSED_DIGITS.exec(text)?.[0] ?? '';
  text = text.slice(0, text.length - extension.length);
  const markedExtension = MARKED_EXTENSION.exec(text);
  if (markedExtension) text = text.slice(0, markedExtension.index);
  text = text.replace(/[ ,;:.-]+$/, '').replace(/^([([]?)\+[+ ]+/, '$1+');

  return {
    ...dialedAfter(markedExtension, extension),
    fullText, text, interpretations: interpretationsOf(text), isTelUri: uri.tel,
  };
}

const NOTE = /(?<=[\d\p{L}#][)\]]?) *\([^()\d]*\)$/u;
function dialedAfter(marked: RegExpExecArray | null, paused: string): DialedAfter {
  const [, mark, digits] = marked ?? [];
  const later = paused.replace(/ /g, '').replace(/p/g, ',').replace(/[w;]/g, ',,');
  const tones = (digits ? `,,${digits}` : '') + later;
  const extension = /\d+/.exec(tones)?.[0];
  if (!extension) return {};
  // More pauses or a "#" are for a machine that asks for a code.
  const extensionMark = mark ?? /^ *([,;]) *\d+$/.exec(paused)?.[1];
  const saysMore = !/^,+\d+$/.test(tones);
  return {extension, ...saysMore && {tones}, ...extensionMark && {extensionMark}};
}

/** A number and a note after it: "(cell)", "- ask for Ann". */
const NUMBER_WITH_NOTE =
  /^(.*[\d)])(?:(?: *[,-])? +|(?= *\())((?:\([^()\d]*\)|[\p{L}][\p{L} .'-]*))$/u;
/** A letter that no bad scan has in place of a digit, as in "OlOO". */
const TRUE_LETTER = /[ac-hjkmnp-rt-y]/;

function interpretationsOf(text: string): string[] {
  const [, number = text, note = ''] = NUMBER_WITH_NOTE.exec(text) ?? [];
  const startsLikeNumber = /^[([]?\+?[\d([]/.test(number) && number.lastIndexOf('+') <= 1;
  if (!startsLikeNumber || !/^[+\d\p{L} ()[\]./~-]*$/u.test(text)) return [];
  // The note announces an extension that could not be read.
  if (note && EXTENSION_WORD.test(note)) return [];
  return [...digitsOf(number), ...digitsOfLetters(text)];
}

function digitsOf(number: string): string[] {
  if (/\p{L}/u.test(number)) return [];
  const literalDigits = digitsAndPlus(number);
  // "+44 (0)20": the zero is dialed inside the country only. Most plans drop it anyway; the second
  // interpretation is for those that do not.
  return /\d\D*\(0\)/.test(number)
    ? [literalDigits, digitsAndPlus(number.replace('(0)', ''))] : [literalDigits];
}

/** A word dialed by its letters has at least three; an "x" or "p" between digits is not one. */
const digitsOfLetters = (text: string): string[] =>
  /[a-z]{3}/.test(text) && TRUE_LETTER.test(text) && /^[ -~]+$/.test(text)
    ? [digitsAndPlus(lettersToDigits(text))] : [];
