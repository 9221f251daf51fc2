/** What the words around a run of digits say about it. All expressions are for text in lower case. */

export type WordCue = 'phone' | 'fax' | 'other' | null;

/** Words that come before, after or with a telephone number. */
const PHONE = [
  'tel(?:s|e(?:ph|f)on\\p{L}*|eph?)?', 'tél(?:éphon\\p{L}*)?', 'tlf', 'tfno', 'fono', 'tfn', '\\p{L}*phones?', 'ph',
  'mob(?:ile?s?|iele?|il\\p{L}*)?', 'cell(?:ular\\p{L}*)?', 'call(?:s|ed|ing|er|ers|back)?', 'dial(?:led|ed|ing)?',
  'rings?', 'rang', 'text(?:ed|ing)?', 'sms', 'whatsapp', 'signal', 'telegram', 'viber', 'voicemail', 'contacts?',
  'hotline', 'helpline', 'helpdesk', 'landline', 'switchboard', 'reception', 'reach(?:ed|able)?', 'support', 'sales',
  'service', 'spoken?', 'speak', 'talk(?:ed)?', 'services', 'emergency', 'handy', 'rufnummer\\p{L}*', 'durchwahl',
  'an(?:ruf\\p{L}*|gerufen)', 'rufen', 'ruf', 'festnetz', 'zentrale', 'appel\\p{L}*', 'portable', 'standard',
  'joindre', 'joignable', 'fixe', 'm[óo]vil(?:es)?', 'celular', 'tel[ée]fon\\p{L}*', 'll[aá]m\\p{L}*',
  'chiam\\p{L}*', 'cellulare', 'recapito', 'ligue', 'ligar', 'telem[óo]vel', 'bel(?:len)?', 'gsm', 'nummer', 'ring',
  'kontakt', 'puh(?:elin)?', 'soita', 'zadzwo\\p{L}*', 'kom(?:órka)?', 'toll', 'volejte', 'mobiln\\p{L}*',
  'ara(?:yın)?', 'cep', 'hubungi', 'telp', 'hp', 'wa', 'тел\\p{L}*', 'моб\\p{L}*', 'звон\\p{L}*', 'позвон\\p{L}*',
  'τηλ\\p{L}*', 'κιν', 'טל(?:פון)?', 'נייד', 'هاتف', 'जवाल', 'फोन', 'मोबाइल',
];
const PHONE_SIGNS = '[☎☏✆📞📱📲🕿]|电话|電話|手机|手機|携帯|致电|拨打|전화|휴대폰|โทร';
const FAX = ['(?:tele|e)?fax(?:es|nummer|number)?', 'fx', 'telecopie', 'télécopie', 'факс'];
const FAX_SIGNS = '传真|傳真|ファックス|팩스|📠';

/** What else has a number: things. The number follows, perhaps after "no.", "number", "#" or "is". */
const THINGS = [
  'orders?', 'ord', 'p\\.?o', 'invoices?', 'inv', 'bills?', 'billing', 'receipts?', 'tickets?', 'cases?',
  'incidents?', 'issues?', 'bugs?', 'requests?', 'req', 'ref(?:erence|s)?', 'accounts?', 'acct?', 'ac', 'iban',
  'bic', 'swift', 'routing', 'aba', 'isbn', 'issn', 'doi', 'pmid', 'arxiv', 'orcid', 'ean', 'upc', 'gtin', 'asin',
  'skus?', 'items?', 'parts?', 'pn', 'products?', 'articles?', 'art', 'models?', 'serials?', 'sn', 'imei', 'imsi',
  'iccid', 'vin', 'mac', 'lots?', 'batch(?:es)?', 'tracking', 'shipments?', 'parcels?', 'awb', 'consignment',
  'bookings?', 'reservations?', 'confirmations?', 'conf', 'pnr', 'transactions?', 'txn', 'trans', 'payments?',
  'checks?', 'cheques?', 'cards?', 'visa', 'mastercard', 'amex', 'cv[vc]', 'ssn', 'security', 'ein', 'itin', 'tin',
  'tax', 'vat', 'ust\\p{L}*', 'tva', 'iva', 'mva', 'moms', 'nif', 'nie', 'dni', 'cif', 'nip', 'regon', 'pesel',
  'siren', 'siret', 'kvk', 'btw', 'bsn', 'abn', 'acn', 'tfn', 'gst', 'gstin', 'uen', 'npi', 'dea', 'ndc', 'cusip',
  'cnpj', 'cpf', 'rut', 'cuit', 'inn', 'orgnr', 'personnummer', 'nhs', 'licen[cs]es?', 'policy', 'polic(?:y|ies)',
  'claims?', 'contracts?', 'dockets?', 'permits?', 'patents?', 'registration', 'reg', 'hrb?', 'ids?',
  '(?:user|order|customer|client|account|session|trace|request|item|product|transaction|call|case|ticket|event|message|record|contact|row)_?id',
  'uuid', 'guid', 'keys?', 'hash', 'sha', 'md5', 'checksum', 'commits?', 'rev(?:isions?)?', 'builds?', 'versions?',
  'ver', 'v', 'releases?', 'firmware', 'ports?', 'zip', 'postcodes?', 'postal', 'plz', 'codes?', 'pin', 'otp',
  'passcodes?', 'passwords?', 'tokens?', 'meeting', 'quotes?', 'estimates?', 'jobs?', 'projects?', 'assets?',
  'devices?', 'sessions?', 'threads?', 'traces?', 'spans?', 'errors?', 'offsets?', 'bytes?', 'rows?', 'records?',
  'pages?', 'pp?', 'vol(?:ume)?', 'chapters?', 'figures?', 'tables?', 'sections?', 'epoch', 'timestamps?', 'ts',
  'time', 'date', 'dated', 'dob', 'born', 'pid', 'lat(?:itude)?', 'lon(?:g(?:itude)?)?', 'lng', 'gps',
  'coord\\p{L}*', 'grid', 'population', 'totals?', 'sum', 'amounts?', 'balance', 'prices?', 'costs?', 'qty',
  'quantity', 'count', 'size', 'length', 'width', 'weight', 'rating', 'score', 'isin', 'wkn', 'crn', 'charge', 'mrn',
  'barcode', 'protocol', 'folio', 'queue', 'message', 'msg', 'seq(?:uence)?', 'index', 'nonce', 'timeout', 'delay',
  'ttl', 'seed', 'limit', 'value', 'val', 'const', 'let', 'var', 'int', 'return', 'case', 'bestell\\p{L}*',
  'rechnung\\p{L}*', 're', 'kunden?-?(?:nr|nummer)', 'auftrag\\p{L}*', 'vorgang\\p{L}*', 'konto\\p{L}*',
  'steuer\\p{L}*', 'aktenzeichen', 'az', 'vertrag\\p{L}*', 'artikel\\p{L}*', 'sendung\\p{L}*', 'lieferschein\\p{L}*',
  'beleg\\p{L}*', 'mitglied\\p{L}*', 'versicherung\\p{L}*', 'commande', 'facture', 'dossier', 'r[ée]f[ée]rence',
  'colis', 'contrat', 'compte', 'pedido', 'factura', 'fatura', 'cuenta', 'expediente', 'albar[áa]n', 'referencia',
  'contrato', 'c[óo]digo', 'encomenda', 'ordine', 'fattura', 'pratica', 'partita', 'codice', 'bestelling',
  'bestelnummer', 'factuur\\p{L}*', 'klantnummer', 'ordernummer', 'ordre\\p{L}*', 'faktura\\p{L}*', 'kundenr',
  'kundnummer', 'kundenummer', 'tilaus\\p{L}*', 'lasku\\p{L}*', 'zam[óo]wieni\\p{L}*', 'faktur\\p{L}*', 'konta',
  'заказ\\p{L}*', 'сч[её]т\\p{L}*', 'инн', 'огрн', 'снилс', 'договор\\p{L}*', 'накладн\\p{L}*',
];
const THING_SIGNS = '订单|訂單|订单号|发票|注文|請求書|受注|주문|송장|№';
/** People have telephones, too: only with "no.", "number", "ID" after them are they like things. */
const PEOPLE = [
  'customers?', 'clients?', 'cust', 'members?', 'membership', 'patients?', 'students?', 'employees?', 'staff',
  'users?', 'vendors?', 'suppliers?', 'subscribers?', 'agents?', 'clientes?', 'clienti?', 'kund(?:e|en)?', 'klant',
  'klient\\p{L}*',
];
/** After these even a well-written international number is none. */
const NEVER = 'isbn|issn|doi|iban|imei|imsi|iccid|gtin|ean|upc|gps|lat|lon|lng|coord\\p{L}*|vat|siret|utc|gmt|epoch';

const anyOf = (words: readonly string[], signs?: string) =>
  new RegExp(`^(?:${words.join('|')})$${signs ? `|${signs}` : ''}`, 'u');
const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['filler', /^(?:nos?|nr|num(?:bers?|er)?|nummers?|número|numéro|numero|n|is|was|are|ist|est|es|the|at|on|#)$/u],
  ['fax', anyOf(FAX, FAX_SIGNS)],
  ['phone', anyOf(PHONE, PHONE_SIGNS)],
  ['other', anyOf(THINGS, THING_SIGNS)],
  ['people', anyOf(PEOPLE)],
  // Only right before a number: "Main Street" and "work item" are none.
  ['place', /^(?:desk|direct|office|home|work|main|line|central|büro|zentrale|privat|bureau|domicile|casa|oficina|ufficio)$/u],
  ['owner', new RegExp(
    '^(?:my|our|your|his|her|their|new|old|alt(?:ernative)?|another|temporary|meine|unsere|neue|mon|notre|mi|mio|mijn|min|mitt)$', 'u',
  )],
];
type Kind = 'phone' | 'fax' | 'other' | 'people' | 'place' | 'owner' | 'filler' | 'unknown';

/** Pages repeat their words: each is looked up once. Emptied before it grows with the page. */
const known = new Map<string, Kind>();
const MOST_KNOWN = 4_000;

function kindOf(word: string): Kind {
  let kind = known.get(word);
  if (!kind) {
    kind = KINDS.find(([, expression]) => expression.test(word))?.[0] ?? 'unknown';
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, kind);
  }
  return kind;
}

/** `T: `, `m. `: labels of cards and signatures. */
const label = (word: string, next: string): Kind | null => word.length > 1 ? null
  : next === ':' && /^[tmpdc]$/.test(word) || next === '.' && /^[tm]$/.test(word) ? 'phone'
    : (next === ':' || next === '.') && word === 'f' ? 'fax' : null;

const NEVER_BEFORE = new RegExp(`^(?:${NEVER})$`, 'u');

export interface WordContext {
  /** The word nearest before the number that says anything. */
  readonly cue: WordCue;
  /** Nothing stands between that word and the number. */
  readonly close: boolean;
  /** The number belongs to something that never has a telephone. */
  readonly never: boolean;
}

export const NO_CONTEXT: WordContext = {cue: null, close: false, never: false};
/** "Tel/Fax", "phone and fax": whoever answers the one answers the other. */
const JOINED = /^[\s/&+,.]*(?:(?:and|und|et|y|e|og|och|i)\s*)?$/u;
const CLOSE = /^[\s.:#=№°()[\]"'*|/–-]*$/u;

const SIGNS = '#№☎☏✆📞📱📲🕿📠';
const isLetter = RegExp.prototype.test.bind(/[\p{L}\p{M}]/u);

/** Where the last word or sign before `end` begins and ends; null where there is none. */
function lastWord(text: string, end: number): readonly [start: number, end: number] | null {
  let last = end;
  for (; last > 0; last--) {
    const kind = letterAt(text, last - 1);
    if (kind === 'sign') return [last - 1, last];
    if (kind) break;
  }
  if (!last) return null;
  let start = last - 1;
  while (start > 0 && letterAt(text, start - 1) === 'letter') start--;
  return [start, last];
}

function letterAt(text: string, at: number): 'letter' | 'sign' | null {
  const code = text.charCodeAt(at);
  if (code < 0x80) {
    const lower = code | 0x20;
    return lower >= 97 && lower <= 122 ? 'letter' : code === 35 ? 'sign' : null;
  }
  const character = text[at]!;
  return isLetter(character) ? 'letter' : SIGNS.includes(character) ? 'sign' : null;
}

/** `from`, `to`: the same line up to where the number begins, or its last characters. */
export function wordContextOf(text: string, from: number, to: number): WordContext {
  const line = text.slice(from, to).toLowerCase();
  let end = line.length;
  let filler = '';
  let numbered = false;
  let close = true;
  for (;;) {
    let after = end;
    let first: ReturnType<typeof letterAt> = null;
    while (after > 0 && !(first = letterAt(line, after - 1))) after--;
    if (!after) break;
    let start = after - 1;
    if (first === 'letter') while (start > 0 && letterAt(line, start - 1) === 'letter') start--;
    const word = line.slice(start, after);
    close &&= after === end || after === end - 1 && line[after] === ' ' || CLOSE.test(line.slice(after, end));
    end = start;
    const kind = label(word, line[after] ?? '') ?? kindOf(word);
    if (kind === 'filler') {
      filler = word;
      numbered ||= close && /^(?:nos?|nr|n)$/.test(word);
      continue;
    }
    if (kind === 'fax') return {cue: isAlsoPhone(line, start) ? 'phone' : 'fax', close, never: false};
    if (kind === 'phone' || kind === 'place' && close || kind === 'owner' && /^num/.test(filler)) {
      return {cue: 'phone', close, never: false};
    }
    if (kind === 'other' || kind === 'people' && filler && close) {
      return {cue: 'other', close, never: close && NEVER_BEFORE.test(word)};
    }
    close = false;
    filler = '';
  }
  return numbered ? {cue: 'other', close: false, never: false} : NO_CONTEXT;
}

/** `end`: where "fax" begins. */
function isAlsoPhone(line: string, end: number): boolean {
  let found = lastWord(line, end);
  if (found && /^(?:and|und|et|y|e|og|och|i)$/.test(line.slice(...found))) found = lastWord(line, found[0]);
  return found !== null && JOINED.test(line.slice(found[1], end)) &&
    (label(line.slice(...found), line[found[1]] ?? '') ?? kindOf(line.slice(...found))) === 'phone';
}

/** Between two numbers of one list: what is said of the first is said of the second. */
const LIST = /^[\s,;/|&+]*(?:(?:or|and|oder|und|ou|et|o|y|e|of|en|eller|och|og|lub|или|и)\s+)?$/u;
export const isListed = (between: string): boolean =>
  between.length < 12 && !between.includes('\n') && LIST.test(between.toLowerCase());

/** Directly after a number: what makes it an amount or a measure. */
export const UNIT_AFTER = new RegExp(
  '^[\\s\\u00a0]?(?:[%‰$€£¥₹₽₩₺°′″]|(?:(?:usd|eur|gbp|chf|jpy|inr|dkk|sek|nok|pln|euros?|dollars?|pounds?|rubles?|yen|[kmg]?bytes?|[kmgt]i?b|[kmgt]bps|' +
  'px|pt|em|rem|[kmcn]?m[²³23]?|miles?|ft|feet|inch(?:es)?|[km]?g|lbs?|oz|tons?|[km]?l|[kmg]?hz|[kmg]?w|kwh|[mµn]?s|ms|sec(?:onds?)?|min(?:utes?)?|hours?|hrs?|days?|years?|' +
  'people|inhabitants|items?|units?|pcs|records?|rows?|lines|views|followers|users|points?|rpm|times|copies|votes|downloads)(?![\\p{L}\\p{N}@])))', 'iu',
);
/** After a number: what it was. */
export const FAX_AFTER = /^\s{0,2}(?:[([-]\s?|[-–]\s)?(?:tele|e)?fax(?!\p{L})[)\]]?(?![\s:.]*[\d+(])/iu;
export const PHONE_AFTER = /^\s{0,2}[([-–]?\s?(?:tel|phone|mobile?|cell|office|home|work|direct|handy|portable|móvil|main|toll|voice|sms|text|whatsapp)(?!\p{L})/iu;
