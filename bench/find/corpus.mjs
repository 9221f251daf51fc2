// Makes texts with telephone numbers and look-alikes from a seed. All numbers in a text are listed:
// `{id, kind, country, text, numbers: [{e164, start, end, extension?, fax?, form}], lookalikes}`,
// and so are the kinds of other digits. Numbers are valid by libphonenumber's full metadata.
import {createRequire} from 'node:module';
import {parsePhoneNumberFromString} from 'libphonenumber-js/max';

const {PhoneNumberUtil} = createRequire(import.meta.url)('google-libphonenumber');
const numberUtil = PhoneNumberUtil.getInstance();

/** Countries of texts; common ones are repeated. */
const HOMES = [
  ...Array(40).fill('US'), ...Array(8).fill('CA'), ...Array(12).fill('GB'), ...Array(8).fill('AU'), ...Array(8).fill('DE'),
  ...Array(8).fill('FR'), ...'ES IT NL BE CH AT SE NO DK FI PL PT IE CZ HU RO GR TR IL ZA IN SG HK JP KR BR MX AR CL CO NZ MY TH ID PH AE SA'
    .split(' '),
];

/** The generator mulberry32: the same numbers from 0 to 1 for the same seed. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 0x6d2b79f5 >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ mixed >>> 15, mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
  };
}

export function makeCorpus(seed, size = 2_000) {
  const nextRandom = randomFrom(seed);
  const int = (from, to) => from + Math.floor(nextRandom() * (to - from + 1));
  const pick = (list) => list[int(0, list.length - 1)];
  const chance = (share) => nextRandom() < share;
  const digits = (count) => Array.from({length: count}, () => int(0, 9)).join('');
  const nonZero = (count) => int(1, 9) + digits(count - 1);
  const two = (value) => String(value).padStart(2, '0');
  const hex = (count) => Array.from({length: count}, () => '0123456789abcdef'[int(0, 15)]).join('');

  // --- numbers ---------------------------------------------------------------------------------

  const FIXED_LINE = 0;
  const MOBILE = 1;
  const TOLL_FREE = 3;
  function pickType() {
    if (chance(0.5)) return MOBILE;
    return chance(0.9) ? FIXED_LINE : TOLL_FREE;
  }
  function makeNumber(country) {
    for (let tries = 0; tries < 200; tries++) {
      const example = numberUtil.getExampleNumberForType(country, pickType()) ?? numberUtil.getExampleNumber(country);
      const national = numberUtil.getNationalSignificantNumber(example);
      // Any area code in North America; elsewhere the range of an example.
      const kept = national.length === 10 && example.getCountryCode() === 1 ? 0
        : Math.max(2, national.length - int(4, Math.max(4, national.length - 3)));
      const e164 = `+${example.getCountryCode()}${national.slice(0, kept)}${digits(national.length - kept)}`;
      const parsed = parsePhoneNumberFromString(e164);
      if (parsed?.isValid() && parsed.number === e164 && (!parsed.country || parsed.country === country)) return parsed;
    }
    return parsePhoneNumberFromString('+16505550100');
  }

  const separateBy = (text, sign) => text.replace(/[ -]/g, sign);
  /** Countries with another exit code than 00, or with several. */
  const WITHOUT_00 = ['US', 'CA', 'AU', 'JP', 'KR', 'SG', 'HK', 'BR', 'CO', 'TH', 'ID', 'FI', 'IL'];
  /** Writes a number in any form that is usual in `home`. */
  function writeNumber(parsed, home) {
    const isAbroad = !home || parsed.country !== home;
    const national = parsed.formatNational();
    const nationalWithoutBrackets = national.replace(/[()]/g, '');
    const international = parsed.formatInternational();
    const forms = {
      e164: () => parsed.number,
      international: () => international,
      'international with hyphens': () => international.replace(/(?<=\d) (?=\d)/g, '-'),
      'international with dots': () => international.replace(/ /g, '.'),
    };
    if (['GB', 'DE', 'AT', 'CH', 'NL', 'SE', 'AU'].includes(parsed.country) && /^\(?0/.test(national)) {
      forms['international with (0)'] = () => international.replace(' ', ' (0)');
    }
    if (!isAbroad) {
      // Listed three times because it is the commonest form; the names are trimmed below.
      forms.national = () => national;
      forms['national '] = () => national;
      forms['national  '] = () => national;
      forms['national with hyphens'] = () => separateBy(nationalWithoutBrackets, '-');
      forms['national with spaces'] = () => separateBy(nationalWithoutBrackets, ' ');
      forms['national with dots'] = () => separateBy(nationalWithoutBrackets, '.').replace(/\/\.?/, '.');
      if (parsed.countryCallingCode === '1') {
        forms['one and national'] = () => `1-${separateBy(nationalWithoutBrackets, '-')}`;
        forms['(NPA)NXX-XXXX'] = () => national.replace(' ', '');
        forms['+1 and brackets'] = () => `+1 ${national}`;
      } else {
        forms['00'] = () => WITHOUT_00.includes(home) ? national : `00 ${international.slice(1)}`;
      }
    }
    const form = pick(Object.keys(forms));
    return {text: forms[form](), form: form.trim()};
  }

  /** Writes digits only, as people do where a word or a table says what they are. */
  const writeBare = (parsed) => ({text: parsed.formatNational().replace(/\D/g, ''), form: 'bare'});

  const EXTENSIONS = [' x%', ' ext. %', ' ext %', ', ext. %', 'x%', ' extension %', ' Ext: %', ' #%', ';ext=%'];

  // --- a text under construction ---------------------------------------------------------------

  function document(kind, country) {
    const doc = {kind, country, text: '', numbers: [], lookalikes: []};
    return {
      doc,
      home: country,
      add(...parts) {
        for (const part of parts) {
          if (typeof part === 'string') doc.text += part;
          else if (part.lookalike) {
            const start = doc.text.length;
            doc.text += part.text;
            doc.lookalikes.push({kind: part.lookalike, start, end: doc.text.length});
          } else {
            const start = doc.text.length;
            doc.text += part.text;
            doc.numbers.push({
              e164: part.e164, start, end: doc.text.length, form: part.form,
              ...part.extension && {extension: part.extension}, ...part.fax && {fax: true},
            });
          }
        }
        return this;
      },
    };
  }

  const phone = (home, {plain = 0, extension = 0.08, fax = false} = {}) => {
    const country = chance(0.78) ? home : pick(HOMES);
    const parsed = makeNumber(country);
    const written = country === home && chance(plain) ? writeBare(parsed) : writeNumber(parsed, home);
    if (!chance(extension)) return {...written, e164: parsed.number, fax};
    const extensionDigits = nonZero(int(2, 5));
    return {
      ...written, text: written.text + pick(EXTENSIONS).replace('%', extensionDigits),
      e164: parsed.number, extension: extensionDigits, form: `${written.form} + extension`, fax,
    };
  };

  // --- look-alikes ----------------------------------------------------------------------------

  /** Appends the check digit of a payment card. */
  const withLuhnDigit = (start) => {
    for (let last = 0; last <= 9; last++) {
      const all = [...start, last].map(Number).reverse();
      const doubled = (digit) => digit > 4 ? digit * 2 - 9 : digit * 2;
      const sum = all.reduce((total, digit, i) => total + (i % 2 ? doubled(digit) : digit), 0);
      if (sum % 10 === 0) return start + last;
    }
  };
  const year = () => int(1950, 2035);
  const groups = (text, sizes, sign) => {
    let offset = 0;
    return sizes.map((size) => text.slice(offset, offset += size)).join(sign);
  };
  const NOUNS = ['order', 'invoice', 'ticket', 'case', 'tracking', 'account', 'customer', 'reference', 'booking', 'serial',
    'purchase order', 'confirmation', 'policy', 'claim', 'transaction', 'shipment', 'item', 'part', 'contract', 'member'];
  const labelled = (nouns, value) => {
    const noun = pick(nouns);
    const style = pick([
      `${noun} number ${value}`, `${noun} no. ${value}`, `${noun} #${value}`, `${noun}: ${value}`, `${noun} ID ${value}`,
      `${noun} ID: ${value}`, `${noun} number is ${value}`, `${noun} # ${value}`,
    ]);
    return chance(0.5) ? style : style[0].toUpperCase() + style.slice(1);
  };
  const LOCAL_NOUNS = {
    DE: ['Bestellnummer', 'Rechnungsnummer', 'Kundennummer', 'Auftragsnr.', 'Vorgangsnummer'],
    AT: ['Bestellnummer', 'Rechnungsnr.', 'Kundennummer'], FR: ['commande n°', 'facture n°', 'dossier n°', 'référence'],
    ES: ['pedido n.º', 'factura n.º', 'expediente'], MX: ['pedido', 'factura'], IT: ['ordine n.', 'fattura n.', 'pratica'],
    NL: ['ordernummer', 'factuurnummer', 'klantnummer'], SE: ['ordernummer', 'fakturanummer'], PL: ['zamówienie nr', 'faktura nr'],
    BR: ['pedido nº', 'fatura nº'], PT: ['encomenda n.º', 'fatura n.º'], NO: ['ordrenummer', 'fakturanummer'], DK: ['ordrenummer', 'fakturanummer'],
  };
  const lookalikeKinds = {
    date: () => pick([
      () => `${year()}-${two(int(1, 12))}-${two(int(1, 28))}`, () => `${two(int(1, 28))}.${two(int(1, 12))}.${year()}`,
      () => `${two(int(1, 12))}/${two(int(1, 28))}/${year()}`, () => `${int(1, 28)}/${int(1, 12)}/${two(int(0, 99))}`,
      () => `${year()}/${two(int(1, 12))}/${two(int(1, 28))}`, () => `${two(int(1, 28))}-${two(int(1, 12))}-${year()}`,
      () => `${year()}${two(int(1, 12))}${two(int(1, 28))}`, () => `${two(int(1, 28))}.${two(int(1, 12))}.${year()} - ${two(int(1, 28))}.${two(int(1, 12))}.${year()}`,
      () => `${int(1, 28)} ${pick(['January', 'May', 'Sept.', 'Nov'])} ${year()}`,
    ])(),
    'date and time': () => pick([
      () => `${year()}-${two(int(1, 12))}-${two(int(1, 28))} ${two(int(0, 23))}:${two(int(0, 59))}`,
      () => `${year()}-${two(int(1, 12))}-${two(int(1, 28))}T${two(int(0, 23))}:${two(int(0, 59))}:${two(int(0, 59))}Z`,
      () => `${two(int(1, 28))}.${two(int(1, 12))}.${year()} ${two(int(0, 23))}.${two(int(0, 59))}`,
      () => `${two(int(1, 12))}/${two(int(1, 28))}/${year()} ${int(1, 12)}:${two(int(0, 59))} PM`,
      () => `${year()}${two(int(1, 12))}${two(int(1, 28))}T${two(int(0, 23))}${two(int(0, 59))}${two(int(0, 59))}`,
      () => `${year()}${two(int(1, 12))}${two(int(1, 28))}${two(int(0, 23))}${two(int(0, 59))}${two(int(0, 59))}`,
    ])(),
    times: () => pick([
      () => `${two(int(6, 11))}:${two(int(0, 59))}-${two(int(12, 23))}:${two(int(0, 59))}`,
      () => `${two(int(6, 11))}.00 - ${two(int(12, 23))}.30`, () => `${two(int(6, 11))}00-${two(int(12, 23))}00`,
    ])(),
    epoch: () => pick([() => `timestamp ${1_600_000_000 + int(0, 200_000_000)}`, () => `ts=${1_600_000_000 + int(0, 200_000_000)}`, () => `${1_600_000_000 + int(0, 200_000_000)}${digits(3)}`])(),
    price: () => pick([
      () => `$${nonZero(3)},${digits(3)}.${digits(2)}`, () => `€ ${nonZero(1)}.${digits(3)}.${digits(3)},${digits(2)}`, () => `${nonZero(2)} ${digits(3)} ${digits(3)} kr`,
      () => `USD ${nonZero(7)}.00`, () => `£${nonZero(3)} ${digits(3)}`, () => `${nonZero(1)} ${digits(3)} ${digits(3)} EUR`,
      () => `$${nonZero(10)}`, () => `${nonZero(9)} USD`, () => `${nonZero(3)} ${digits(3)} ${digits(3)} €`,
    ])(),
    'labelled number': () => labelled(NOUNS, pick([() => nonZero(int(7, 12)), () => groups(nonZero(10), [3, 3, 4], '-'), () => nonZero(10), () => groups(nonZero(9), [3, 3, 3], ' '), () => nonZero(8)])()),
    'bare digits': () => pick([
      () => `#${nonZero(int(8, 11))}`, () => `id=${nonZero(10)}`, () => `[${nonZero(10)}]`, () => `_${nonZero(10)}`, () => `@${nonZero(10)}`,
      () => `${pick(['batch', 'record', 'job', 'session', 'message id', 'build', 'row'])} ${nonZero(10)}`,
      () => `No. ${nonZero(10)}`, () => `INV-${nonZero(10)}`, () => `PO-${groups(nonZero(10), [3, 3, 4], '-')}`, () => `${pick('ABCXYZ')}${nonZero(10)}`,
    ])(),
    ip: () => pick([() => `${int(11, 223)}.${int(10, 255)}.${int(10, 255)}.${int(10, 254)}`, () => `192.168.${int(0, 255)}.${int(1, 254)}`, () => `${int(11, 223)}.${int(100, 255)}.${int(10, 255)}.${int(10, 254)}:${int(1024, 65535)}`, () => `10.${int(10, 255)}.${int(0, 255)}.0/24`])(),
    version: () => pick([() => `v${int(1, 12)}.${int(0, 40)}.${int(0, 9999)}`, () => `version ${int(10, 130)}.0.${int(1000, 9999)}.${int(10, 250)}`, () => `build ${int(10, 30)}.${int(1, 9)}.${digits(5)}`, () => `Chrome/${int(90, 140)}.0.${digits(4)}.${digits(3)}`])(),
    coordinates: () => pick([() => `${int(10, 80)}.${digits(7)}, -${int(10, 179)}.${digits(7)}`, () => `${int(10, 80)}.${digits(6)} ${int(10, 179)}.${digits(6)}`, () => `lat=${int(10, 80)}.${digits(5)}&lng=${int(10, 179)}.${digits(5)}`, () => `${int(10, 80)}°${int(10, 59)}'${int(10, 59)}.${digits(3)}"N`])(),
    isbn: () => pick([() => `ISBN 978-${int(0, 9)}-${digits(4)}-${digits(4)}-${int(0, 9)}`, () => `ISBN-13: 978${digits(10)}`, () => `978-${int(0, 3)}-${digits(3)}-${digits(5)}-${int(0, 9)}`, () => `ISBN ${int(0, 9)}-${digits(3)}-${digits(5)}-${int(0, 9)}`, () => `ISSN ${digits(4)}-${digits(4)}`])(),
    iban: () => pick([() => `DE${digits(2)} ${groups(digits(18), [4, 4, 4, 4, 2], ' ')}`, () => `GB${digits(2)} NWBK ${groups(digits(14), [4, 4, 4, 2], ' ')}`, () => `NL${digits(2)}INGB${digits(10)}`, () => `FR${digits(2)} ${groups(digits(20), [4, 4, 4, 4, 4], ' ')}`, () => `IBAN: ES${digits(22)}`])(),
    card: () => pick([() => groups(withLuhnDigit(`4${digits(14)}`), [4, 4, 4, 4], ' '), () => groups(withLuhnDigit(`5${int(1, 5)}${digits(13)}`), [4, 4, 4, 4], '-'), () => groups(withLuhnDigit(`37${digits(12)}`), [4, 6, 5], ' '), () => withLuhnDigit(`4${digits(14)}`)])(),
    'tax number': () => pick([() => `SSN ${groups(`${int(1, 8)}${digits(8)}`, [3, 2, 4], '-')}`, () => `${groups(`${int(1, 8)}${digits(8)}`, [3, 2, 4], '-')}`, () => `EIN ${digits(2)}-${digits(7)}`, () => `VAT GB ${groups(digits(9), [3, 4, 2], ' ')}`,
      () => `USt-IdNr. DE${digits(9)}`, () => `SIRET ${groups(digits(14), [3, 3, 3, 5], ' ')}`, () => `ABN ${groups(digits(11), [2, 3, 3, 3], ' ')}`, () => `NIP ${groups(digits(10), [3, 3, 2, 2], '-')}`, () => `CPF ${groups(digits(9), [3, 3, 3], '.')}-${digits(2)}`, () => `KvK ${digits(8)}`])(),
    postcode: () => pick([() => `${digits(5)}-${digits(4)}`, () => `ZIP ${digits(5)}`, () => `${pick(['CA', 'NY', 'TX'])} ${nonZero(5)}-${digits(4)}`])(),
    measure: () => pick([() => `${nonZero(7)} bytes`, () => `${nonZero(4)} x ${nonZero(4)} px`, () => `${nonZero(3)} ${digits(3)} ${digits(3)} km`, () => `${nonZero(8)} rows`, () => `${nonZero(10)} bytes`, () => `${nonZero(2)}.${digits(6)} kg`, () => `${nonZero(9)} people`, () => `${nonZero(3)}-${nonZero(4)} ms`, () => `${nonZero(10)}%`])(),
    url: () => pick([() => `https://example.com/orders/${nonZero(10)}`, () => `http://www.example.org/?id=${nonZero(10)}&page=${digits(7)}`, () => `www.example.com/p/${groups(nonZero(10), [3, 3, 4], '-')}`, () => `https://shop.example/item/${nonZero(10)}.html`, () => `example.net/${nonZero(10)}`, () => `https://doi.org/10.${digits(4)}/${nonZero(10)}`, () => `/var/log/${nonZero(10)}.log`, () => `photo-${nonZero(10)}.jpg`, () => `/api/v1/users/${nonZero(10)}/messages`])(),
    email: () => pick([() => `${nonZero(10)}@example.com`, () => `user${nonZero(10)}@example.org`, () => `sip:${groups(nonZero(10), [3, 3, 4], '-')}@example.net`, () => `a.${nonZero(10)}@example.com`])(),
    hex: () => pick([() => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`, () => hex(40), () => `0x${nonZero(10)}`, () => `commit ${nonZero(7)}${hex(3)}f`, () => `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`, () => Array.from({length: 6}, () => hex(2)).join(':')])(),
    doi: () => pick([() => `doi:10.${digits(4)}/${nonZero(9)}`, () => `DOI 10.${digits(4)}/s${nonZero(5)}-${digits(3)}-${digits(4)}-${digits(1)}`, () => `arXiv:${int(10, 24)}${two(int(1, 12))}.${digits(5)}`, () => `PMID: ${nonZero(8)}`])(),
    code: () => pick([() => `const id = ${nonZero(10)};`, () => `seed(${nonZero(10)})`, () => `{"id": ${nonZero(10)}}`, () => `if (n > ${nonZero(10)}) {`, () => `timeout: ${nonZero(10)},`, () => `x[${nonZero(7)}] = ${nonZero(10)}`, () => `0b${int(0, 1)}${digits(1)}1010101`, () => `user_id=${nonZero(10)}`, () => `memcpy(dst, src, ${nonZero(7)})`, () => `"order_id":"${nonZero(10)}"`])(),
    pages: () => pick([() => `pp. ${nonZero(4)}-${nonZero(4)}`, () => `${nonZero(3)}-${nonZero(3)} (${year()})`, () => `vol. ${int(1, 90)}(${int(1, 12)}): ${nonZero(4)}–${nonZero(4)}`, () => `${year()}-${year()}`, () => `${nonZero(4)}–${nonZero(4)}`])(),
    list: () => pick([() => Array.from({length: int(3, 6)}, () => nonZero(int(2, 5))).join(' '), () => Array.from({length: 4}, () => nonZero(8)).join(' '), () => Array.from({length: 5}, () => year()).join(' '), () => Array.from({length: 6}, () => two(int(1, 49))).join(' '), () => Array.from({length: 4}, () => `${int(1, 99)}.${digits(2)}`).join(' - '), () => '3.14159265358979', () => '1 2 3 4 5 6 7 8 9 10'])(),
  };
  const LOOKALIKE_NAMES = Object.keys(lookalikeKinds);
  const lookalike = (home, kind = pick(LOOKALIKE_NAMES)) => {
    const nouns = LOCAL_NOUNS[home];
    const text = kind === 'labelled number' && nouns && chance(0.6)
      ? `${pick(nouns)}${pick([' ', ': '])}${nonZero(int(7, 11))}` : lookalikeKinds[kind]();
    return {lookalike: kind, text};
  };

  // --- texts -----------------------------------------------------------------------------------

  const FIRST = ['Ann', 'Ben', 'Carla', 'David', 'Eve', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jun', 'Kira', 'Liam', 'Mona', 'Nils', 'Olga', 'Priya'];
  const LAST = ['Smith', 'Okafor', 'Müller', 'García', 'Chen', 'Rossi', 'Nowak', 'Jansen', 'Silva', 'Kim', 'Haddad', 'Berg', 'Patel', 'Moreau'];
  const name = () => `${pick(FIRST)} ${pick(LAST)}`;
  const FILLERS = [
    'Thank you for your patience while we looked into this. ', 'The meeting went well and everybody agreed on the next steps. ', 'Please find the details below. ',
    'We will get back to you within two working days. ', 'The shipment left our warehouse this morning. ', 'Nothing else has changed since the last release. ',
    'She asked for a quote and for two references. ', 'The report covers 3 regions and 12 branches. ', 'Let me know if this works for you. ', 'He prefers to be contacted in the afternoon. ',
  ];
  const before = () => pick(['', `Sent on ${lookalikeKinds.date()}. `, `Regarding ${labelled(NOUNS, nonZero(9))}. `, pick(FILLERS)]);
  const texts = {
    email(doc) {
      const {home} = doc;
      doc.add(`Hi ${pick(FIRST)},\n\n`, pick(FILLERS));
      for (let i = int(0, 2); i > 0; i--) doc.add(pick(['About ', 'We received ', 'This concerns ', 'See ']), lookalike(home), pick(['. ', ', as agreed. ', ' for details. ']));
      doc.add(pick(['You can reach me at ', 'Call me on ', 'My number is ', 'Please call ', 'If anything is unclear, call us: ', 'Give me a ring at ', 'Text or call ']), phone(home, {plain: 0.2}), pick(['.', ' before noon.', ' or by mail.', ', please.']));
      if (chance(0.3)) doc.add(' ', pick(FILLERS), 'Alternatively try ', phone(home), ' (', pick(['office', 'home', 'mobile', 'ask for Eve']), ').');
      doc.add(`\n\nBest regards,\n${name()}\n`);
      if (chance(0.7)) {
        doc.add(pick(['Tel: ', 'Phone: ', 'T: ', 'Tel. ', 'P: ', '☎ ']), phone(home), '\n');
        if (chance(0.5)) doc.add(pick(['Mobile: ', 'M: ', 'Cell ', 'Mob. ']), phone(home, {extension: 0}), '\n');
        if (chance(0.4)) doc.add(pick(['Fax: ', 'F: ', 'Fax ', 'Telefax: ']), phone(home, {extension: 0, fax: true}), '\n');
        if (chance(0.5)) doc.add(`${int(1, 999)} Main Street, `, lookalike(home, 'postcode'), '\n');
        if (chance(0.4)) doc.add(lookalike(home, 'tax number'), ' | ', lookalike(home, 'iban'), '\n');
      }
    },
    'crm note'(doc) {
      const {home} = doc;
      doc.add(lookalike(home, pick(['date', 'date and time'])), pick([' ', ' – ', ': ']), pick(['Spoke with ', 'Left a voicemail for ', 'Called ', 'Met ']), name(), pick([' at ', ' on ', ', ', ' (']), phone(home, {plain: 0.25}), pick(['. ', '; ', ' - ']));
      doc.add(pick(FILLERS), pick(['Opened ', 'Linked to ', 'See ', 'Follow-up for ']), lookalike(home, pick(['labelled number', 'labelled number', 'price', 'bare digits', 'url'])), '. ');
      if (chance(0.5)) doc.add(pick(['New mobile ', 'Alt. phone ', 'Callback ', 'WhatsApp ']), phone(home, {plain: 0.4, extension: 0}), pick(['.', '', ' (confirmed).']));
    },
    contacts(doc) {
      const {home} = doc;
      doc.add(pick(['Name | Phone | Customer since\n', 'Name, Phone, Created\n', 'Contact list\n']));
      for (let i = int(3, 7); i > 0; i--) doc.add(name(), ' | ', phone(home, {plain: 0.3}), ' | ', lookalike(home, 'date'), '\n');
    },
    'table cell': (doc) => doc.add(phone(doc.home, {plain: 0.35})),
    'other cell': (doc) => doc.add(lookalike(doc.home, pick(['date', 'date and time', 'times', 'price', 'ip', 'version', 'coordinates', 'isbn', 'iban', 'card', 'tax number', 'postcode', 'measure', 'url', 'email', 'hex', 'doi', 'pages']))),
    invoice(doc) {
      const {home} = doc;
      doc.add('INVOICE\n', lookalike(home, 'labelled number'), '\nDate: ', lookalike(home, 'date'), '\n');
      for (let i = int(2, 4); i > 0; i--) doc.add(`${int(1, 40)} × item `, lookalike(home, pick(['bare digits', 'isbn', 'labelled number'])), '   ', lookalike(home, 'price'), '\n');
      doc.add('Pay to ', lookalike(home, 'iban'), '\nCard ', lookalike(home, 'card'), '\n', lookalike(home, 'tax number'), '\n');
      doc.add(pick(['Questions? Call ', 'Billing phone: ', 'Customer service: ', 'Hotline ']), phone(home, {extension: 0}), '\n');
      if (chance(0.5)) doc.add('Fax: ', phone(home, {extension: 0, fax: true}), '\n');
    },
    log(doc) {
      const {home} = doc;
      for (let i = int(3, 6); i > 0; i--) {
        doc.add(lookalike(home, 'date and time'), pick([' INFO ', ' WARN ', ' DEBUG ']), pick(['request from ', 'handled ', 'user ', 'cache miss ', 'trace ']), lookalike(home, pick(['ip', 'hex', 'url', 'code', 'epoch', 'measure', 'version', 'bare digits'])), '\n');
        if (chance(0.25)) doc.add(lookalike(home, 'date and time'), ' INFO ', pick(['outbound call to ', 'dialing ', 'SMS to ', 'incoming call from ']), {...phone(home, {extension: 0}), ...(() => {
          const parsed = makeNumber(home);
          return {text: parsed.number, e164: parsed.number, form: 'e164', extension: undefined};
        })()}, '\n');
      }
    },
    code(doc) {
      const {home} = doc;
      for (let i = int(3, 6); i > 0; i--) doc.add(pick(['', '  ', '    ']), lookalike(home, pick(['code', 'code', 'hex', 'url', 'version', 'ip'])), '\n');
      if (chance(0.3)) {
        const parsed = makeNumber(home);
        doc.add(pick(['// support: ', 'const SUPPORT = "', '<a href="tel:', 'phone: \'']), {text: parsed.number, e164: parsed.number, form: 'e164'}, pick(['"\n', '\'\n', '">\n', '\n']));
      }
    },
    article(doc) {
      const {home} = doc;
      for (let i = int(2, 5); i > 0; i--) {
        doc.add(pick(FILLERS), pick(['The study (', 'According to the register (', 'As reported (', 'The archive (']), lookalike(home, pick(['doi', 'isbn', 'pages', 'coordinates', 'measure', 'date', 'url', 'list', 'price', 'times'])), pick(['), ', ') and later, ']), pick(['it rose again. ', 'nobody objected. ', 'the figures were revised. ']));
      }
      if (chance(0.6)) doc.add(pick(['The office is open daily; call ', 'For tickets, phone ', 'Information: ', 'Press contact: ', 'The helpline is ']), phone(home, {extension: 0.05}), '.');
    },
    'address block'(doc) {
      const {home} = doc;
      doc.add(`${pick(['Acme', 'Globex', 'Initech', 'Umbrella'])} ${pick(['Ltd', 'Inc.', 'GmbH', 'S.A.'])}\n${int(1, 400)} ${pick(['Main Street', 'High Road', 'Hauptstraße', 'Rue de la Paix'])}\n`, before());
      doc.add(`${digits(5)} ${pick(['Springfield', 'Lyon', 'Berlin', 'Leeds'])}\n`, phone(home, {extension: 0}), '\n');
      if (chance(0.5)) doc.add(phone(home, {extension: 0}), ' (', pick(['mobile', 'toll free', 'office']), ')\n');
      if (chance(0.3)) doc.add(pick(['Tel/Fax: ', 'Phone & Fax: ']), phone(home, {extension: 0}), '\n');
      if (chance(0.4)) doc.add('GPS ', lookalike(home, 'coordinates'), '\n');
    },
    chat(doc) {
      const {home} = doc;
      doc.add(pick(['hey, new number: ', 'call me ', 'whatsapp ', 'can you ring ', 'it is ', 'try ']), phone(home, {plain: 0.3, extension: 0}), pick([' thx', '', ' asap', ' or ', '!']));
      if (doc.doc.text.endsWith(' or ')) doc.add(phone(home, {extension: 0}));
      if (chance(0.5)) doc.add('\nref ', lookalike(home, pick(['bare digits', 'date', 'price'])));
    },
    'two in a row': (doc) => doc.add(pick(['Phones: ', 'Tel. ', 'Call ', '']), phone(doc.home, {extension: 0}), pick([' / ', ', ', ' or ', '; ', ' | ', '\n']), phone(doc.home, {extension: 0})),
    nothing(doc) {
      for (let i = int(2, 6); i > 0; i--) doc.add(pick(FILLERS), lookalike(doc.home), ' ');
    },
  };

  const names = Object.keys(texts);
  return Array.from({length: size}, (_, id) => {
    const country = pick(HOMES);
    const kind = pick(names);
    const doc = document(kind, country);
    texts[kind](doc);
    return {id, ...doc.doc};
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const {kind, country, text, numbers} of makeCorpus(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 5))) {
    console.log(`--- ${kind}, ${country}, ${numbers.length} numbers\n${text}`);
  }
}
