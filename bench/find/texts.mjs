// Kinds of texts, with the telephone numbers and look-alikes that are usual in them.

export const FILLERS = [
  'Thank you for your patience while we looked into this. ', 'The meeting went well and everybody agreed on the next steps. ', 'Please find the details below. ',
  'We will get back to you within two working days. ', 'The shipment left our warehouse this morning. ', 'Nothing else has changed since the last release. ',
  'She asked for a quote and for two references. ', 'The report covers 3 regions and 12 branches. ', 'Let me know if this works for you. ', 'He prefers to be contacted in the afternoon. ',
];

export const FIRST_NAMES = ['Ann', 'Ben', 'Carla', 'David', 'Eve', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jun', 'Kira', 'Liam', 'Mona', 'Nils', 'Olga', 'Priya'];
export const LAST_NAMES = ['Smith', 'Okafor', 'Müller', 'García', 'Chen', 'Rossi', 'Nowak', 'Jansen', 'Silva', 'Kim', 'Haddad', 'Berg', 'Patel', 'Moreau'];

/** Texts of people for people. */
export function peopleTexts({int, pick, chance, digits, phone, lookalike, name, before}) {
  return {
    email(doc) {
      const {home} = doc;
      doc.add(`Hi ${pick(FIRST_NAMES)},\n\n`, pick(FILLERS));
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
    chat(doc) {
      const {home} = doc;
      doc.add(pick(['hey, new number: ', 'call me ', 'whatsapp ', 'can you ring ', 'it is ', 'try ']), phone(home, {plain: 0.3, extension: 0}), pick([' thx', '', ' asap', ' or ', '!']));
      if (doc.doc.text.endsWith(' or ')) doc.add(phone(home, {extension: 0}));
      if (chance(0.5)) doc.add('\nref ', lookalike(home, pick(['bare digits', 'date', 'price'])));
    },
    contacts(doc) {
      const {home} = doc;
      doc.add(pick(['Name | Phone | Customer since\n', 'Name, Phone, Created\n', 'Contact list\n']));
      for (let i = int(3, 7); i > 0; i--) doc.add(name(), ' | ', phone(home, {plain: 0.3}), ' | ', lookalike(home, 'date'), '\n');
    },
    'address block'(doc) {
      const {home} = doc;
      doc.add(`${pick(['Acme', 'Globex', 'Initech', 'Umbrella'])} ${pick(['Ltd', 'Inc.', 'GmbH', 'S.A.'])}\n${int(1, 400)} ${pick(['Main Street', 'High Road', 'Hauptstraße', 'Rue de la Paix'])}\n`, before());
      doc.add(`${digits(5)} ${pick(['Springfield', 'Lyon', 'Berlin', 'Leeds'])}\n`, phone(home, {extension: 0}), '\n');
      if (chance(0.5)) doc.add(phone(home, {extension: 0}), ' (', pick(['mobile', 'toll free', 'office']), ')\n');
      if (chance(0.3)) doc.add(pick(['Tel/Fax: ', 'Phone & Fax: ']), phone(home, {extension: 0}), '\n');
      if (chance(0.4)) doc.add('GPS ', lookalike(home, 'coordinates'), '\n');
    },
    'two in a row': (doc) => doc.add(pick(['Phones: ', 'Tel. ', 'Call ', '']), phone(doc.home, {extension: 0}), pick([' / ', ', ', ' or ', '; ', ' | ', '\n']), phone(doc.home, {extension: 0})),
    'table cell': (doc) => doc.add(phone(doc.home, {plain: 0.35})),
  };
}

/** Texts of programs, and of files. */
export function recordTexts({int, pick, chance, phone, makeNumber, lookalike}) {
  return {
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
    nothing(doc) {
      for (let i = int(2, 6); i > 0; i--) doc.add(pick(FILLERS), lookalike(doc.home), ' ');
    },
  };
}
