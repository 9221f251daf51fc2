/** What the words around a run of digits say about it. All expressions are for text in lower case. */

export type Cue = 'phone' | 'fax' | 'other' | null;

/** Words that come before, after or with a telephone number. */
const PHONE = [
  'tel(?:s|e(?:ph|f)on\\p{L}*|eph?)?', 'tél(?:éphon\\p{L}*)?', 'tlf', 'tfno', 'fono', 'tfn', '\\p{L}*phones?', 'ph', 'mob(?:ile?s?|iele?|il\\p{L}*)?', 'cell(?:ular\\p{L}*)?',
  'call(?:s|ed|ing|er|ers|back)?', 'dial(?:led|ed|ing)?', 'rings?', 'rang', 'text(?:ed|ing)?', 'sms', 'whatsapp', 'signal',
  'telegram', 'viber', 'voicemail', 'contacts?', 'hotline', 'helpline', 'help ?desk', 'landline', 'switchboard', 'reception',
  'reach(?:ed|able)?', 'toll[- ]?free', 'desk', 'direct', 'office', 'home', 'work', 'main', 'line', 'support', 'sales', 'service desk',
  'services', 'emergency', 'handy', 'rufnummer\\p{L}*', 'durchwahl', 'an(?:ruf\\p{L}*|gerufen)', 'rufen', 'ruf', 'festnetz', 'zentrale',
  'appel\\p{L}*', 'portable', 'standard', 'joindre', 'joignable', 'fixe', 'm[óo]vil(?:es)?', 'celular', 'tel[ée]fon\\p{L}*', 'llam\\p{L}*', 'chiam\\p{L}*', 'cellulare', 'recapito',
  'ligue', 'ligar', 'telem[óo]vel', 'bel(?:len)?', 'gsm', 'nummer', 'ring', 'kontakt', 'puh(?:elin)?', 'soita', 'zadzwo\\p{L}*',
  'kom(?:órka)?', 'volejte', 'mobiln\\p{L}*', 'ara(?:yın)?', 'cep', 'hubungi', 'telp', 'hp', 'wa', 'тел\\p{L}*', 'моб\\p{L}*', 'звон\\p{L}*',
  'позвон\\p{L}*', 'τηλ\\p{L}*', 'κιν', 'טל(?:פון)?', 'נייד', 'هاتف', 'जवाल', 'फोन', 'मोबाइल', 'number is', 'my number',
  '[tmphdowc](?=[:.])',
];
const PHONE_SIGNS = '[☎☏✆📞📱📲🕿]|电话|電話|手机|手機|携帯|致电|拨打|전화|휴대폰|โทร';
const FAX = ['(?:tele|e)?fax(?:es|nummer|number)?', 'fx', 'telecopie', 'télécopie', 'факс', 'f(?=[:.])'];
const FAX_SIGNS = '传真|傳真|ファックス|팩스|📠';

/** What else has a number: things. The number follows, perhaps after "no.", "number", "#" or "is". */
const THINGS = [
  'orders?', 'ord', 'p\\.?o', 'invoices?', 'inv', 'bills?', 'billing', 'receipts?', 'tickets?', 'cases?', 'incidents?', 'issues?', 'bugs?', 'requests?', 'req',
  'ref(?:erence|s)?', 'accounts?', 'acct?', 'a/c', 'iban', 'bic', 'swift', 'routing', 'aba', 'sort code', 'isbn(?:-1[03])?', 'issn', 'doi', 'pmid',
  'arxiv', 'orcid', 'ean', 'upc', 'gtin', 'asin', 'skus?', 'items?', 'parts?', 'p/n', 'products?', 'articles?', 'art', 'models?', 'serials?',
  's/n', 'sn', 'imei', 'imsi', 'iccid', 'vin', 'mac', 'lots?', 'batch(?:es)?', 'tracking', 'shipments?', 'parcels?', 'awb', 'consignment', 'bookings?', 'reservations?',
  'confirmations?', 'conf', 'pnr', 'transactions?', 'txn', 'trans', 'payments?', 'checks?', 'cheques?', 'cards?', 'visa', 'mastercard', 'amex', 'cv[vc]',
  'ssn', 'social security', 'ein', 'itin', 'tin', 'tax', 'vat', 'ust\\p{L}*', 'tva', 'iva', 'mva', 'moms', 'nif', 'nie', 'dni', 'cif', 'nip', 'regon', 'pesel', 'siren', 'siret',
  'kvk', 'btw', 'bsn', 'abn', 'acn', 'tfn', 'gst', 'gstin', 'uen', 'npi', 'dea', 'ndc', 'cusip', 'cnpj', 'cpf', 'rut', 'cuit', 'inn', 'orgnr', 'personnummer', 'nhs', 'licen[cs]es?', 'policy', 'polic(?:y|ies)', 'claims?',
  'contracts?', 'dockets?', 'permits?', 'patents?', 'registration', 'reg', 'hrb?', 'ids?', '\\p{L}+id', 'uuid', 'guid', 'keys?', 'hash', 'sha', 'md5', 'checksum', 'commits?', 'rev(?:isions?)?',
  'builds?', 'versions?', 'ver', 'v', 'releases?', 'firmware', 'ports?', 'zip(?: ?code)?', 'postcodes?', 'postal', 'post ?code', 'plz', 'codes?', 'pin', 'otp', 'passcodes?', 'passwords?',
  'tokens?', 'meeting', 'quotes?', 'estimates?', 'jobs?', 'projects?', 'assets?', 'devices?', 'sessions?', 'threads?', 'traces?', 'spans?', 'errors?', 'offsets?', 'bytes?', 'rows?', 'records?',
  'pages?', 'pp?', 'vol(?:ume)?', 'chapters?', 'figures?', 'tables?', 'sections?', '§', 'epoch', 'timestamps?', 'ts', 'time', 'date', 'dated', 'dob', 'born', 'pid', 'lat(?:itude)?', 'lon(?:g(?:itude)?)?', 'lng', 'gps', 'coord\\p{L}*',
  'grid', 'population', 'totals?', 'sum', 'amounts?', 'balance', 'prices?', 'costs?', 'qty', 'quantity', 'count', 'size', 'length', 'width', 'weight', 'rating', 'score', 'isin', 'wkn', 'crn', 'charge', 'mrn', 'barcode',
  'protocol', 'folio', 'queue', 'message', 'msg', 'seq(?:uence)?', 'index', 'nonce', 'const', 'let', 'var', 'int', 'return', 'case', 'bestell\\p{L}*', 'rechnung\\p{L}*', 're', 'kunden?-?(?:nr|nummer)', 'auftrag\\p{L}*', 'vorgang\\p{L}*', 'konto\\p{L}*', 'steuer\\p{L}*',
  'aktenzeichen', 'az', 'vertrag\\p{L}*', 'artikel\\p{L}*', 'sendung\\p{L}*', 'lieferschein\\p{L}*', 'beleg\\p{L}*', 'mitglied\\p{L}*', 'versicherung\\p{L}*', 'commande', 'facture', 'dossier', 'r[ée]f[ée]rence', 'colis', 'contrat', 'compte',
  'pedido', 'factura', 'fatura', 'cuenta', 'expediente', 'albar[áa]n', 'referencia', 'contrato', 'c[óo]digo', 'encomenda', 'ordine', 'fattura', 'pratica', 'partita iva', 'p\\. ?iva', 'codice', 'bestelling', 'bestelnummer', 'factuur\\p{L}*', 'klantnummer', 'ordernummer', 'ordre\\p{L}*', 'faktura\\p{L}*',
  'kundenr', 'kundnummer', 'kundenummer', 'tilaus\\p{L}*', 'lasku\\p{L}*', 'zam[óo]wieni\\p{L}*', 'faktur\\p{L}*', 'numer konta', 'заказ\\p{L}*', 'сч[её]т\\p{L}*', 'инн', 'огрн', 'снилс', 'договор\\p{L}*', 'накладн\\p{L}*',
];
const THING_SIGNS = '订单|訂單|订单号|发票|注文|請求書|受注|주문|송장|№';
/** People have telephones, too: only with "no.", "number", "ID" after them are they like things. */
const PEOPLE = [
  'customers?', 'clients?', 'cust', 'members?', 'membership', 'patients?', 'students?', 'employees?', 'staff', 'users?', 'vendors?', 'suppliers?', 'subscribers?', 'agents?',
  'clientes?', 'clienti?', 'kund(?:e|en)?', 'klant', 'klient\\p{L}*',
];
/** After these even a well-written international number is none. */
const NEVER = 'isbn|issn|doi|iban|imei|imsi|iccid|gtin|ean|upc|gps|lat|lon|lng|coord\\p{L}*|vat|siret|utc|gmt|epoch';

const any = (words: readonly string[], signs: string) =>
  `(?:(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?!\\p{L})|${signs})`;
const FILLER = '(?:[ ._:-]{0,2}(?:(?:no|nr|nos|num|numbers?|nummers?|número|numero|n[°ºo]|id|codes?|ref|key)(?![\\p{L}\\p{N}])\\.?|#))';

const CUES = new RegExp(
  `(${any(PHONE, PHONE_SIGNS)}${FILLER}?)|(${any(FAX, FAX_SIGNS)}${FILLER}?)` +
  `|(${any(THINGS, THING_SIGNS)}${FILLER}?|${any(PEOPLE, '№')}${FILLER}|(?<!\\p{L})(?:no|nr|number|n[°º])(?=[.: ]{0,3}$)|#(?=\\d*$))`, 'gu',
);
/** Between a word and the number that it speaks of, when the number is well written. */
const CLOSE = /^[\s.:#=№°()[\]"'*|–-]{0,4}(?:(?:is|was|are|ist|est|es|e)[\s:"']{1,2})?[+(]?$/u;
const NEVER_BEFORE = new RegExp(`(?<![\\p{L}\\p{N}])(?:${NEVER})${FILLER}?[\\s.:#=(-]{0,4}$`, 'u');

export interface Context {
  /** The word nearest before the number. */
  readonly cue: Cue;
  /** Nothing stands between that word and the number. */
  readonly close: boolean;
}

/** `before`: up to 48 characters of the same line, ending where the number begins. */
export function contextOf(before: string): Context {
  const text = before.toLowerCase();
  if (!/[\p{L}#№☎-📲]/u.test(text)) return {cue: null, close: false};
  let cue: Cue = null;
  let end = 0;
  CUES.lastIndex = 0;
  let phone = false;
  for (let match = CUES.exec(text); match; match = CUES.exec(text)) {
    const next = match[1] ? 'phone' : match[2] ? 'fax' : 'other';
    const gap = text.slice(end, match.index);
    // "Tel/Fax": the telephone answers as well.
    cue = next === 'fax' && phone && /^[\s/&+,.]*(?:and|und|et|y|e|og|och|i)?\s*$/.test(gap) ? 'phone' : next;
    phone = next === 'phone';
    end = match.index + match[0].length;
    if (!match[0]) CUES.lastIndex++;
  }
  return {cue, close: cue !== null && CLOSE.test(text.slice(end))};
}

export const isNeverAfter = (before: string): boolean => NEVER_BEFORE.test(before.toLowerCase());

/** Directly after a number: what makes it an amount or a measure. */
export const UNIT = new RegExp(
  '^[\\s\\u00a0]?(?:[%‰$€£¥₹₽₩₺°′″]|(?:(?:usd|eur|gbp|chf|jpy|inr|dkk|sek|nok|pln|euros?|dollars?|pounds?|rubles?|yen|[kmg]?bytes?|[kmgt]i?b|[kmgt]bps|' +
  'px|pt|em|rem|[kmcn]?m[²³23]?|miles?|ft|feet|inch(?:es)?|[km]?g|lbs?|oz|tons?|[km]?l|[kmg]?hz|[kmg]?w|kwh|[mµn]?s|ms|sec(?:onds?)?|min(?:utes?)?|hours?|hrs?|days?|years?|' +
  'people|inhabitants|items?|units?|pcs|records?|rows?|lines|views|followers|users|points?|rpm|times|copies|votes|downloads)(?![\\p{L}\\p{N}@])))', 'iu',
);
/** After a number: what it was. */
export const FAX_AFTER = /^\s{0,2}(?:[([-]\s?|[-–]\s)?(?:tele|e)?fax(?!\p{L})[)\]]?(?![\s:.]*[\d+(])/iu;
export const PHONE_AFTER = /^\s{0,2}[([-–]?\s?(?:tel|phone|mobile?|cell|office|home|work|direct|handy|portable|móvil|main|toll|voice|sms|text|whatsapp)(?!\p{L})/iu;
