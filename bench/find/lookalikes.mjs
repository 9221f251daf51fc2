// Digits that look like telephone numbers and are none: dates, prices, orders, cards, addresses of pages.

/** Appends the check digit of a payment card. */
const withLuhnDigit = (start) => {
  for (let last = 0; last <= 9; last++) {
    const all = [...start, last].map(Number).reverse();
    const doubled = (digit) => digit > 4 ? digit * 2 - 9 : digit * 2;
    const sum = all.reduce((total, digit, i) => total + (i % 2 ? doubled(digit) : digit), 0);
    if (sum % 10 === 0) return start + last;
  }
};

const two = (value) => String(value).padStart(2, '0');

const groups = (text, sizes, sign) => {
  let offset = 0;
  return sizes.map((size) => text.slice(offset, offset += size)).join(sign);
};

const NOUNS = ['order', 'invoice', 'ticket', 'case', 'tracking', 'account', 'customer', 'reference', 'booking', 'serial',
  'purchase order', 'confirmation', 'policy', 'claim', 'transaction', 'shipment', 'item', 'part', 'contract', 'member'];

const LOCAL_NOUNS = {
  DE: ['Bestellnummer', 'Rechnungsnummer', 'Kundennummer', 'Auftragsnr.', 'Vorgangsnummer'],
  AT: ['Bestellnummer', 'Rechnungsnr.', 'Kundennummer'], FR: ['commande n°', 'facture n°', 'dossier n°', 'référence'],
  ES: ['pedido n.º', 'factura n.º', 'expediente'], MX: ['pedido', 'factura'], IT: ['ordine n.', 'fattura n.', 'pratica'],
  NL: ['ordernummer', 'factuurnummer', 'klantnummer'], SE: ['ordernummer', 'fakturanummer'], PL: ['zamówienie nr', 'faktura nr'],
  BR: ['pedido nº', 'fatura nº'], PT: ['encomenda n.º', 'fatura n.º'], NO: ['ordrenummer', 'fakturanummer'], DK: ['ordrenummer', 'fakturanummer'],
};

/** Kind → a text of this kind. `labelledNumber`: a number with any noun before it. */
function kindsFrom({int, pick, digits, nonZero, hex}, labelledNumber) {
  const year = () => int(1950, 2035);
  return {
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
    'labelled number': () => labelledNumber(pick([() => nonZero(int(7, 12)), () => groups(nonZero(10), [3, 3, 4], '-'), () => nonZero(10), () => groups(nonZero(9), [3, 3, 3], ' '), () => nonZero(8)])()),
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
}

export class Lookalikes {
  #random;
  #kinds;
  #names;

  /** @param {import('./random-values.mjs').RandomValues} random */
  constructor(random) {
    this.#random = random;
    this.#kinds = kindsFrom(random, (value) => this.labelled(value));
    this.#names = Object.keys(this.#kinds);
  }

  /** A value with a noun before it, such as "order no. 123". */
  labelled(value) {
    const {chance, pick} = this.#random;
    const noun = pick(NOUNS);
    const style = pick([
      `${noun} number ${value}`, `${noun} no. ${value}`, `${noun} #${value}`, `${noun}: ${value}`, `${noun} ID ${value}`,
      `${noun} ID: ${value}`, `${noun} number is ${value}`, `${noun} # ${value}`,
    ]);
    return chance(0.5) ? style : style[0].toUpperCase() + style.slice(1);
  }

  textOf(kind) {
    return this.#kinds[kind]();
  }

  /** A look-alike of this kind, or of any, as a part of a text. */
  make(home, kind = this.#random.pick(this.#names)) {
    const {chance, int, nonZero, pick} = this.#random;
    const nouns = LOCAL_NOUNS[home];
    const text = kind === 'labelled number' && nouns && chance(0.6)
      ? `${pick(nouns)}${pick([' ', ': '])}${nonZero(int(7, 11))}` : this.textOf(kind);
    return {lookalike: kind, text};
  }
}
