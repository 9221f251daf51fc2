/** Reads what the words around digits say about them. All expressions are for lower-case text. */

/** The kind of number that a word announces. */
export type WordCue = 'phone' | 'fax' | 'other' | null;

/** Words that come before, after or with a telephone number. */
const PHONE_WORDS = [
  'tel(?:s|e(?:ph|f)on\\p{L}*|eph?)?', 'tél(?:éphon\\p{L}*)?', 'tlf', 'tfno', 'fono', 'tfn',
  '\\p{L}*phones?', 'ph', 'mob(?:ile?s?|iele?|il\\p{L}*)?', 'cell(?:ular\\p{L}*)?',
  'call(?:s|ed|ing|er|ers|back)?', 'dial(?:led|ed|ing)?', 'rings?', 'rang', 'text(?:ed|ing)?',
  'sms', 'whatsapp', 'signal', 'telegram', 'viber', 'voicemail', 'contacts?', 'hotline', 'helpline',
  'helpdesk', 'landline', 'switchboard', 'reception', 'reach(?:ed|able)?', 'support', 'sales',
  'service', 'spoken?', 'speak', 'talk(?:ed)?', 'services', 'emergency', 'handy',
  'rufnummer\\p{L}*', 'durchwahl', 'an(?:ruf\\p{L}*|gerufen)', 'rufen', 'ruf', 'festnetz',
  'zentrale', 'appel\\p{L}*', 'portable', 'standard', 'joindre', 'joignable', 'fixe',
  'm[óo]vil(?:es)?', 'celular', 'tel[ée]fon\\p{L}*', 'll[aá]m\\p{L}*', 'chiam\\p{L}*', 'cellulare',
  'recapito', 'ligue', 'ligar', 'telem[óo]vel', 'bel(?:len)?', 'gsm', 'nummer', 'ring', 'kontakt',
  'puh(?:elin)?', 'soita', 'zadzwo\\p{L}*', 'kom(?:órka)?', 'toll', 'volejte', 'mobiln\\p{L}*',
  'ara(?:yın)?', 'cep', 'hubungi', 'telp', 'hp', 'wa', 'тел\\p{L}*', 'моб\\p{L}*', 'звон\\p{L}*',
  'позвон\\p{L}*', 'τηλ\\p{L}*', 'κιν', 'טל(?:פון)?', 'נייד', 'هاتف', 'जवाल', 'फोन', 'मोबाइल',
];
const PHONE_SIGNS = '[☎☏✆📞📱📲🕿]|电话|電話|手机|手機|携帯|致电|拨打|전화|휴대폰|โทร';
const FAX_WORDS = [
  '(?:tele|e)?fax(?:es|nummer|number)?', 'fx', 'telecopie', 'télécopie', 'факс',
];
const FAX_SIGNS = '传真|傳真|ファックス|팩스|📠';

/**
 * Things that have a number of another kind. It follows the word, often after "no.", "number", "#"
 * or "is".
 */
const THING_WORDS = [
  'orders?', 'ord', 'p\\.?o', 'invoices?', 'inv', 'bills?', 'billing', 'receipts?', 'tickets?',
  'cases?', 'incidents?', 'issues?', 'bugs?', 'requests?', 'req', 'ref(?:erence|s)?', 'accounts?',
  'acct?', 'ac', 'iban', 'bic', 'swift', 'routing', 'aba', 'isbn', 'issn', 'doi', 'pmid', 'arxiv',
  'orcid', 'ean', 'upc', 'gtin', 'asin', 'skus?', 'items?', 'parts?', 'pn', 'products?',
  'articles?', 'art', 'models?', 'serials?', 'sn', 'imei', 'imsi', 'iccid', 'vin', 'mac', 'lots?',
  'batch(?:es)?', 'tracking', 'shipments?', 'parcels?', 'awb', 'consignment', 'bookings?',
  'reservations?', 'confirmations?', 'conf', 'pnr', 'transactions?', 'txn', 'trans', 'payments?',
  'checks?', 'cheques?', 'cards?', 'visa', 'mastercard', 'amex', 'cv[vc]', 'ssn', 'security', 'ein',
  'itin', 'tin', 'tax', 'vat', 'ust\\p{L}*', 'tva', 'iva', 'mva', 'moms', 'nif', 'nie', 'dni',
  'cif', 'nip', 'regon', 'pesel', 'siren', 'siret', 'kvk', 'btw', 'bsn', 'abn', 'acn', 'tfn', 'gst',
  'gstin', 'uen', 'npi', 'dea', 'ndc', 'cusip', 'cnpj', 'cpf', 'rut', 'cuit', 'inn', 'orgnr',
  'personnummer', 'nhs', 'licen[cs]es?', 'policy', 'polic(?:y|ies)', 'claims?', 'contracts?',
  'dockets?', 'permits?', 'patents?', 'registration', 'reg', 'hrb?', 'ids?',
  '(?:user|order|customer|client|account|session|trace|request|item|product|transaction|call|case|ticket|event|message|record|contact|row)_?id',
  'uuid', 'guid', 'keys?', 'hash', 'sha', 'md5', 'checksum', 'commits?', 'rev(?:isions?)?',
  'builds?', 'versions?', 'ver', 'v', 'releases?', 'firmware', 'ports?', 'zip', 'postcodes?',
  'postal', 'plz', 'codes?', 'pin', 'otp', 'passcodes?', 'passwords?', 'tokens?', 'meeting',
  'quotes?', 'estimates?', 'jobs?', 'projects?', 'assets?', 'devices?', 'sessions?', 'threads?',
  'traces?', 'spans?', 'errors?', 'offsets?', 'bytes?', 'rows?', 'records?', 'pages?', 'pp?',
  'vol(?:ume)?', 'chapters?', 'figures?', 'tables?', 'sections?', 'epoch', 'timestamps?', 'ts',
  'time', 'date', 'dated', 'dob', 'born', 'pid', 'lat(?:itude)?', 'lon(?:g(?:itude)?)?', 'lng',
  'gps', 'coord\\p{L}*', 'grid', 'population', 'totals?', 'sum', 'amounts?', 'balance', 'prices?',
  'costs?', 'qty', 'quantity', 'count', 'size', 'length', 'width', 'weight', 'rating', 'score',
  'isin', 'wkn', 'crn', 'charge', 'mrn', 'barcode', 'protocol', 'folio', 'queue', 'message', 'msg',
  'seq(?:uence)?', 'index', 'nonce', 'timeout', 'delay', 'ttl', 'seed', 'limit', 'value', 'val',
  'const', 'let', 'var', 'int', 'return', 'case', 'bestell\\p{L}*', 'rechnung\\p{L}*', 're',
  'kunden?-?(?:nr|nummer)', 'auftrag\\p{L}*', 'vorgang\\p{L}*', 'konto\\p{L}*', 'steuer\\p{L}*',
  'aktenzeichen', 'az', 'vertrag\\p{L}*', 'artikel\\p{L}*', 'sendung\\p{L}*', 'lieferschein\\p{L}*',
  'beleg\\p{L}*', 'mitglied\\p{L}*', 'versicherung\\p{L}*', 'commande', 'facture', 'dossier',
  'r[ée]f[ée]rence', 'colis', 'contrat', 'compte', 'pedido', 'factura', 'fatura', 'cuenta',
  'expediente', 'albar[áa]n', 'referencia', 'contrato', 'c[óo]digo', 'encomenda', 'ordine',
  'fattura', 'pratica', 'partita', 'codice', 'bestelling', 'bestelnummer', 'factuur\\p{L}*',
  'klantnummer', 'ordernummer', 'ordre\\p{L}*', 'faktura\\p{L}*', 'kundenr', 'kundnummer',
  'kundenummer', 'tilaus\\p{L}*', 'lasku\\p{L}*', 'zam[óo]wieni\\p{L}*', 'faktur\\p{L}*', 'konta',
  'заказ\\p{L}*', 'сч[её]т\\p{L}*', 'инн', 'огрн', 'снилс', 'договор\\p{L}*', 'накладн\\p{L}*',
];
const THING_SIGNS = '订单|訂單|订单号|发票|注文|請求書|受注|주문|송장|№';
/** People have telephones as well: they count as things only before "no.", "number" or "ID". */
const PEOPLE_WORDS = [
  'customers?', 'clients?', 'cust', 'members?', 'membership', 'patients?', 'students?',
  'employees?', 'staff', 'users?', 'vendors?', 'suppliers?', 'subscribers?', 'agents?', 'clientes?',
  'clienti?', 'kund(?:e|en)?', 'klant', 'klient\\p{L}*',
];
/** After these, not even a well-formed international number is a telephone number. */
const NEVER_PHONE_WORDS =
  'isbn|issn|doi|iban|imei|imsi|iccid|gtin|ean|upc|gps|lat|lon|lng|coord\\p{L}*|vat|siret|utc|gmt|epoch';

const anyOf = (words: readonly string[], signs?: string) =>
  new RegExp(`^(?:${words.join('|')})$${signs ? `|${signs}` : ''}`, 'u');
type WordKind = 'phone' | 'fax' | 'other' | 'people' | 'place' | 'owner' | 'filler' | 'unknown';
/** The first expression that matches a word decides. */
const WORD_KINDS: readonly (readonly [WordKind, RegExp])[] = [
  ['filler', /^(?:nos?|nr|num(?:bers?|er)?|nummers?|número|numéro|numero|n|is|was|are|ist|est|es|the|at|on|#)$/u],
  ['fax', anyOf(FAX_WORDS, FAX_SIGNS)],
  ['phone', anyOf(PHONE_WORDS, PHONE_SIGNS)],
  ['other', anyOf(THING_WORDS, THING_SIGNS)],
  ['people', anyOf(PEOPLE_WORDS)],
  // These count right before a number only, unlike in "Main Street" or "work item".
  ['place', /^(?:desk|direct|office|home|work|main|line|central|büro|zentrale|privat|bureau|domicile|casa|oficina|ufficio)$/u],
  ['owner', new RegExp(
    '^(?:my|our|your|his|her|their|new|old|alt(?:ernative)?|another|temporary|meine|unsere|neue|mon|notre|mi|mio|mijn|min|mitt)$', 'u',
  )],
];

/** Pages repeat their words, so that each is matched once. Emptied when it is full. */
const kindCache = new Map<string, WordKind>();
const MAX_CACHED_WORDS = 4_000;

function kindOf(word: string): WordKind {
  let kind = kindCache.get(word);
  if (!kind) {
    kind = WORD_KINDS.find(([, expression]) => expression.test(word))?.[0] ?? 'unknown';
    if (kindCache.size >= MAX_CACHED_WORDS) kindCache.clear();
    kindCache.set(word, kind);
  }
  return kind;
}

/** Letters that stand for a telephone in contact cards and signatures, by the sign after them. */
const PHONE_LETTERS: Record<string, string> = {':': 'tmpdc', '.': 'tm'};

/** Reads the labels of contact cards and signatures: `T: `, `m. `, `F: `. */
function kindOfLabel(word: string, nextCharacter: string): WordKind | null {
  if (word.length > 1) return null;
  const phoneLetters = PHONE_LETTERS[nextCharacter];
  if (!phoneLetters) return null;
  if (word === 'f') return 'fax';
  return phoneLetters.includes(word) ? 'phone' : null;
}

const NEVER_PHONE_WORD = new RegExp(`^(?:${NEVER_PHONE_WORDS})$`, 'u');

export interface WordContext {
  /** By the nearest word before the number that says anything about it. */
  readonly cue: WordCue;
  /** Nothing stands between that word and the number. */
  readonly isAdjacent: boolean;
  /** The word names something that is never a telephone number. */
  readonly isNeverPhone: boolean;
}

export const NO_CONTEXT: WordContext = {cue: null, isAdjacent: false, isNeverPhone: false};
/** "Tel/Fax", "phone and fax": one line answers both. */
const JOINED_LABELS = /^[\s/&+,.]*(?:(?:and|und|et|y|e|og|och|i)\s*)?$/u;
/** Signs that do not separate a word from its number. */
const ADJACENT = /^[\s.:#=№°()[\]"'*|/–-]*$/u;

const SIGNS = '#№☎☏✆📞📱📲🕿📠';
const isLetter = RegExp.prototype.test.bind(/[\p{L}\p{M}]/u);

/** Start and end of the last word or sign before `end`; null where there is none. */
function lastWordBefore(
  text: string, end: number,
): readonly [start: number, end: number] | null {
  let wordEnd = end;
  for (; wordEnd > 0; wordEnd--) {
    const characterKind = characterKindAt(text, wordEnd - 1);
    if (characterKind === 'sign') return [wordEnd - 1, wordEnd];
    if (characterKind) break;
  }
  if (!wordEnd) return null;
  let wordStart = wordEnd - 1;
  while (wordStart > 0 && characterKindAt(text, wordStart - 1) === 'letter') wordStart--;
  return [wordStart, wordEnd];
}

function characterKindAt(text: string, index: number): 'letter' | 'sign' | null {
  const charCode = text.charCodeAt(index);
  if (charCode < 0x80) {
    const lowerCase = charCode | 0x20;
    if (lowerCase >= 97 && lowerCase <= 122) return 'letter';
    return charCode === 35 ? 'sign' : null;
  }
  const character = text[index]!;
  if (isLetter(character)) return 'letter';
  return SIGNS.includes(character) ? 'sign' : null;
}

/**
 * Reads the words before a number from the nearest one on. `lineStart`, `numberStart`: the line up
 * to the number, or its last characters.
 */
export function wordContextOf(text: string, lineStart: number, numberStart: number): WordContext {
  const line = text.slice(lineStart, numberStart).toLowerCase();
  let unreadEnd = line.length;
  let lastFiller = '';
  let isNumbered = false;
  let isAdjacent = true;
  for (;;) {
    let wordEnd = unreadEnd;
    let lastKind: ReturnType<typeof characterKindAt> = null;
    while (wordEnd > 0 && !(lastKind = characterKindAt(line, wordEnd - 1))) wordEnd--;
    if (!wordEnd) break;
    let wordStart = wordEnd - 1;
    if (lastKind === 'letter') {
      while (wordStart > 0 && characterKindAt(line, wordStart - 1) === 'letter') wordStart--;
    }
    const word = line.slice(wordStart, wordEnd);
    // A single space is by far the commonest gap.
    isAdjacent &&= wordEnd === unreadEnd || wordEnd === unreadEnd - 1 && line[wordEnd] === ' ' ||
      ADJACENT.test(line.slice(wordEnd, unreadEnd));
    unreadEnd = wordStart;
    const kind = kindOfLabel(word, line[wordEnd] ?? '') ?? kindOf(word);
    if (kind === 'filler') {
      lastFiller = word;
      isNumbered ||= isAdjacent && /^(?:nos?|nr|n)$/.test(word);
      continue;
    }
    if (kind === 'fax') {
      const cue = isJoinedWithPhone(line, wordStart) ? 'phone' : 'fax';
      return {cue, isAdjacent, isNeverPhone: false};
    }
    if (kind === 'phone' || kind === 'place' && isAdjacent ||
      kind === 'owner' && /^num/.test(lastFiller)) {
      return {cue: 'phone', isAdjacent, isNeverPhone: false};
    }
    if (kind === 'other' || kind === 'people' && lastFiller && isAdjacent) {
      return {cue: 'other', isAdjacent, isNeverPhone: isAdjacent && NEVER_PHONE_WORD.test(word)};
    }
    isAdjacent = false;
    lastFiller = '';
  }
  return isNumbered ? {cue: 'other', isAdjacent: false, isNeverPhone: false} : NO_CONTEXT;
}

/** Whether "phone" and at most an "and" stand before the "fax" that begins at `faxStart`. */
function isJoinedWithPhone(line: string, faxStart: number): boolean {
  let range = lastWordBefore(line, faxStart);
  if (range && /^(?:and|und|et|y|e|og|och|i)$/.test(line.slice(...range))) {
    range = lastWordBefore(line, range[0]);
  }
  if (!range || !JOINED_LABELS.test(line.slice(range[1], faxStart))) return false;
  const word = line.slice(...range);
  const kind = kindOfLabel(word, line[range[1]] ?? '') ?? kindOf(word);
  return kind === 'phone';
}

/** Separators of a list of numbers. What is said of the first number applies to all of them. */
const LIST_SEPARATOR = /^[\s,;/|&+]*(?:(?:or|and|oder|und|ou|et|o|y|e|of|en|eller|och|og|lub|или|и)\s+)?$/u;
const MAX_LIST_SEPARATOR_LENGTH = 11;
export const isListed = (textBetween: string): boolean =>
  textBetween.length <= MAX_LIST_SEPARATOR_LENGTH && !textBetween.includes('\n') &&
  LIST_SEPARATOR.test(textBetween.toLowerCase());

/** Units and currencies, which make an amount or a measure of the digits before them. */
export const UNIT_AFTER = new RegExp(
  '^[\\s\\u00a0]?(?:[%‰$€£¥₹₽₩₺°′″]|(?:(?:usd|eur|gbp|chf|jpy|inr|dkk|sek|nok|pln|euros?|dollars?|pounds?|rubles?|yen|[kmg]?bytes?|[kmgt]i?b|[kmgt]bps|' +
  'px|pt|em|rem|[kmcn]?m[²³23]?|miles?|ft|feet|inch(?:es)?|[km]?g|lbs?|oz|tons?|[km]?l|[kmg]?hz|[kmg]?w|kwh|[mµn]?s|ms|sec(?:onds?)?|min(?:utes?)?|hours?|hrs?|days?|years?|' +
  'people|inhabitants|items?|units?|pcs|records?|rows?|lines|views|followers|users|points?|rpm|times|copies|votes|downloads)(?![\\p{L}\\p{N}@])))', 'iu',
);
/** Notes after a number that say what answers it. */
export const FAX_AFTER = /^\s{0,2}(?:[([-]\s?|[-–]\s)?(?:tele|e)?fax(?!\p{L})[)\]]?(?![\s:.]*[\d+(])/iu;
export const PHONE_AFTER = /^\s{0,2}[([-–]?\s?(?:tel|phone|mobile?|cell|office|home|work|direct|handy|portable|móvil|main|toll|voice|sms|text|whatsapp)(?!\p{L})/iu;
