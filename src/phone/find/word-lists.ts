/** Words that say what the digits beside them are. All expressions are for lower-case text. */

/** Words that come before, after or with a telephone number. */
export const PHONE_WORDS =
  'tel(?:s|e(?:ph|f)on\\p{L}*|eph?)?|tél(?:éphon\\p{L}*)?|tlf|tfno|fono|tfn|\\p{L}*phones?|ph|' +
  'mob(?:ile?s?|iele?|il\\p{L}*)?|cell(?:ular\\p{L}*)?|call(?:s|ed|ing|er|ers|back)?|' +
  'dial(?:led|ed|ing)?|rings?|rang|text(?:ed|ing)?|sms|whatsapp|signal|telegram|viber|' +
  'voicemail|contacts?|hotline|helpline|helpdesk|landline|switchboard|reception|' +
  'reach(?:ed|able)?|support|sales|service|pager|spoken?|speak|talk(?:ed)?|services|emergency|handy|' +
  'rufnummer\\p{L}*|durchwahl|an(?:ruf\\p{L}*|gerufen)|rufen|ruf|festnetz|zentrale|' +
  'appel\\p{L}*|portable|vert|standard|joindre|joignable|fixe|m[óo]vil(?:es)?|celular|' +
  'tel[ée]fon\\p{L}*|ll[aá]m\\p{L}*|chiam\\p{L}*|recapito|ligue|ligar|telem[óo]vel|bel(?:len)?|' +
  'gsm|kontakt\\p{L}*|puh(?:elin)?|soita|(?:za)?dzwo\\p{L}*|kom(?:ór\\p{L}*)?|' +
  'infolini\\p{L}*|stacjonarn\\p{L}*|toll|volejte|ara(?:yın)?|cep|hubungi|telp|hp|wa|' +
  'тел\\p{L}*|моб\\p{L}*|звон\\p{L}*|позвон\\p{L}*|τηλ\\p{L}*|κιν|' +
  '[בהולמ]{0,2}(?:טל(?:פון)?|נייד)|[א-ת]?חייג\\p{L}*|התקשר\\p{L}*|καλέσ\\p{L}*|κλήσ\\p{L}*|' +
  'διαλ\\p{L}*|(?:ال|لل)?تواصل|(?:ال)?واتس\\p{L}*|thoại|zalo|(?:ال)?هاتف|tālr\\p{L}*|cb|जवाल|' +
  'फोन|मोबाइल|gratisnummer|πληροφορίες|(?:ال)?جوال|(?:ال)?محمول|تلفن|موبایل|điện|đt|sđt';
export const PHONE_SIGNS = '[☎☏✆📞📱📲🕿]|电话|電話|联系|聯絡|聯繫|热线|熱線|客服|咨询|諮詢|座机|専用|連絡先|連絡|問い?合わ?せ|연락처|문의|手机|手機|携帯|致电|拨打|전화|휴대폰|โทร';
export const FAX_WORDS =
  '(?:tele|e)?fax(?:es|number)?|fx|(?:tele)?fak[sš]\\p{L}*|t[ée]l[ée]copi\\p{L}*|факс\\p{L}*|' +
  'φαξ|[בהולמ]{0,2}פקס|(?:ال)?فاكس|ফ্যাক্স|فکس|फैक्स|โทรสาร|แฟกซ์';
export const FAX_SIGNS = '传真|傳真|ファックス|팩스|📠';

/**
 * Things that have a number of another kind. It follows the word, often after "no.", "number", "#"
 * or "is".
 */
export const THING_WORDS =
  'orders?|ord|p\\.?o|invoices?|inv|bills?|billing|receipts?|tickets?|cases?|incidents?|' +
  'issues?|bugs?|requests?|req|r[ée]f(?:[ée]rence|s)?|accounts?|acct?|ac|iban|bic|swift|' +
  'routing|aba|isbn|issn|doi|pmid|arxiv|orcid|ean|upc|gtin|asin|skus?|items?|parts?|pn|' +
  'products?|articles?|art|models?|sn|imei|imsi|iccid|vin|mac|lots?|batch(?:es)?|tracking|' +
  'shipments?|parcels?|awb|consignment|bookings?|reservations?|confirmations?|conf|pnr|' +
  'transactions?|txn|trans|payments?|checks?|cheques?|cards?|visa|mastercard|amex|cv[vc]|ssn|' +
  'security|ein|itin|tin|tax|vat|ust\\p{L}*|tva|iva|mva|moms|nif|nie|dni|cif|nip|regon|pesel|' +
  'siren|siret|kvk|btw|bsn|abn|acn|gst|gstin|uen|npi|dea|ndc|cusip|cnpj|cpf|rut|cuit|inn|' +
  'nhs|licen[cs]es?|polic(?:y|ies)|claims?|contracts?|dockets?|permits?|patents?|registration|' +
  'reg|hr[ab]|ids?|' +
  '(?:user|order|customer|client|account|session|trace|request|item|product|transaction|event|record)id|' +
  'uuid|guid|keys?|hash|sha|md5|checksum|commits?|rev(?:isions?)?|builds?|versions?|ver|v|' +
  'releases?|firmware|ports?|zip|postcodes?|postal|plz|codes?|pin|otp|passcodes?|passwords?|' +
  'tokens?|meeting|quotes?|estimates?|jobs?|projects?|assets?|devices?|sessions?|threads?|' +
  'traces?|spans?|errors?|offsets?|bytes?|rows?|records?|pages?|pp?|vol(?:ume)?|chapters?|' +
  'figures?|tables?|sections?|epoch|timestamps?|ts|time|date|dated|dob|born|pid|lat(?:itude)?|' +
  'lon(?:g(?:itude)?)?|lng|gps|coord\\p{L}*|grid|population|totals?|sum|amounts?|balance|' +
  'prices?|costs?|precio|preis|prix|prezzo|preço|cena|цена|importe|montant|betrag|' +
  'poblaci[óo]n|abitanti|dkk|pln|qty|quantity|count|size|length|width|weight|' +
  'rating|score|waybill|recibo|cro|tirage|lott?o|obj(?:edn\\p{L}*)?|matricola|contatore|' +
  'contador|\\p{L}*zähler|\\p{L}*måler|compteur|meter|c[óo]d|refer[eê]ncia|rek(?:ening)?|bca|' +
  'bni|vkn|tckn|mst|ičo?|dič|cui|nit|ruc|rfc|curp|npwp|кпп|огрнип|окпо|иин|бин|єдрпоу|αφμ|' +
  'passport\\p{L}*|s[ée]rie|serial\\p{L}*|polis\\p{L}*|p[óo]liza|cf|codfisc|piva|isin|wkn|crn|' +
  'charge|mrn|barcode|protocol|folio|queue|msg|seq(?:uence)?|index|nonce|timeout|delay|ttl|' +
  'seed|limit|value|val|const|let|var|int|return|bestell\\p{L}*|rechnung\\p{L}*|re|' +
  'auftrag\\p{L}*|vorgang\\p{L}*|konto\\p{L}*|steuer\\p{L}*|az|vertrag\\p{L}*|artikel\\p{L}*|' +
  'sendung\\p{L}*|lieferschein\\p{L}*|beleg\\p{L}*|mitglied\\p{L}*|versicherung\\p{L}*|' +
  'commande|facture|dossier|colis|contrat|compte|pedido|factura|fatura|cuenta|expediente|' +
  'albar[áa]n|contrato|c[óo]digo|encomenda|ordine|fattura|pratica|partita|codice|' +
  'factuur\\p{L}*|ordre\\p{L}*|tilaus\\p{L}*|lasku\\p{L}*|zam[óo]wieni\\p{L}*|faktur\\p{L}*|' +
  'заказ\\p{L}*|сч[её]т\\p{L}*|инн|огрн|снилс|договор\\p{L}*|накладн\\p{L}*|' +
  // Identifiers of persons, companies and payments, as their countries call them.
  'zvr|zahl|\\p{L}*referenz|iso|din|typ|bce|kbo|מקט|חפ|σειριακ\\p{L}*|doklad|vs|sipariş\\p{L}*|' +
  'dosya|takip|poliçe|гост|oib|mbs|jmbg|pib|pvn|krs|bdo|nipc|niss|nuss|nire|creci|kid|ocr|' +
  'bankgiro|plusgiro|cvr|cpr|kennitala|ahv|avs|uid|atu|utr|abrn|nzbn|bsb|cin|pan|tan|aadhaar|' +
  'ifsc|fssai|uan|ntn|cnic|nik|nib|nric|brn|trn|mersis|tc|vergi|clabe|nss|cuil|cbu|symbol|' +
  'symbole|адрес|оквэд|бик|кор|ідн|рнокпп|іпн|мфо|еик|булстат|егн|заявк\\p{L}*|полис\\p{L}*|' +
  'δήλωσης|αμκα|γεμη|παραγγελ\\p{L}*|τιμολ\\p{L}*|λογαριασμ\\p{L}*|πρωτοκ\\p{L}*|אסמכתא|זהות|' +
  'תז|חשבון|חשבונית|הזמנה|עוסק|רישוי|(?:ال)?طلب|(?:ال)?فاتورة|(?:ال)?حساب|(?:ال)?ضريبي|' +
  '(?:ال)?سجل|(?:ال)?هوية|(?:ال)?تجاري|(?:ال)?بطاقة|سفارش|فاکتور|thuế|hóa|mã|stk|cmnd|cccd|' +
  'ऑर्डर|खाता|बिल|क्रमांक|kontrak|gagnants?|gewinnzahlen|premiad[oa]s|vincenti|n?mls|dre|apn|' +
  'rx|box|suite|usdot|mc|cdl|medicare|oclc|lccn|ads|coupons?|flights?|baujahr|qq';
export const THING_SIGNS = '订单|訂單|单号|單號|编号|編號|账号|帳號|发票|注文|請求書|受注|番号|号码|주문|송장|번호|코드|계좌|เลขที่|เลขประจำ|บัญชี|รหัส|№';
/** People have telephones as well: they count as things only before "no.", "number" or "ID". */
export const PEOPLE_WORDS =
  'customers?|clients?|company|cust|members?|membership|patients?|students?|employees?|staff|' +
  'users?|vendors?|suppliers?|subscribers?|agents?|clientes?|clienti?|kund(?:e|en)?|klant|' +
  'klient\\p{L}*|fabri[ck]\\p{L}*|hersteller|manufacturer|proveedor|fornitore|fornecedor|' +
  'adquirente|emitente|titular|lic';
/** After these, not even a well-formed international number is a telephone number. */
export const NEVER_PHONE_WORDS =
  'isbn|issn|doi|iban|imei|imsi|iccid|gtin|ean|upc|gps|lat|lon|lng|coord\\p{L}*|vat|siret|utc|gmt|epoch';

/** Units and currencies, which make an amount or a measure of the digits before them. */
export const UNIT_AFTER = new RegExp(
  '^[ \\u00a0\\u202f]?(?:[%‰°′″号號]|[$€£¥₹₽₩₺](?! ?\\d)|(?:(?:usd|eur|gbp|chf|jpy|inr|dkk|sek|nok|pln|kr|kč|euros?|dollars?|pounds?|rubles?|руб\\p{L}*|грн|korun\\p{L}*|zł\\p{L}*|kron[eo]r|pesos|reais|yen|[kmg]?bytes?|[kmgt]?i?b|[kmgt]bps|' +
  'px|pt|em|rem|[kmcn]?m[²³23]?|miles?|ft|feet|inch(?:es)?|[km]?g|lbs?|oz|tons?|[km]?l|[kmg]?hz|[kmg]?w|kwh|[mµn]?s|sec(?:onds?)?|min(?:utes?)?|hours?|hrs?|days?|years?|' +
  'people|inhabitants|habitantes|einwohner|osób|results?|items?|units?|pcs|records?|rows?|lines|views|followers|users|points?|rpm|times|copies|votes|downloads)(?![\\p{L}\\p{N}@]|\\.\\p{L})))', 'iu',
);
/** Notes after a number that say what answers it. */
export const FAX_AFTER = /^[^\S\n]{0,2}(?:[([-]\s?|[-–]\s)?(?:tele|e)?fax(?!\p{L})[)\]]?(?![\s:.]*(?:dw ?)?[\d+(])/iu;
export const PHONE_AFTER = /^[^\S\n]{0,2}[([-–]?[^\S\n]?(?:tel|phone|mobile?|cell?|office|home|work|direct|handy|portable|móvil|main|toll|voice|sms|text|whats(?:app)?|zap)(?!\p{L})(?![\s:.]*[\d+(])/iu;
