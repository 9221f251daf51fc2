/**
 * Who is signed in, and which numbers they have, until a world's options say otherwise. All numbers are fictional.
 * As on the platform, record ids are strings in one list and integers in the other, and not every record may be
 * offered: features are absent, a number waits to be ported, takes only faxes, or is hidden.
 */

export const defaultUser = {
  accountId: '400131426000',
  extensionId: '400131426101',
  extensionNumber: '101',
  name: 'Alex Morgan',
  country: 'US',
};

const AREAS = ['201', '212', '303', '312', '404', '415', '503', '617', '702', '808'];

/** The n-th of 1,000 fictional numbers. */
const fictional = (/** @type {number} */ n) =>
  `+1${AREAS[Math.floor(n / 100) % AREAS.length]}55501${String(n % 100).padStart(2, '0')}`;

/**
 * @param {number} n
 * @param {string} label
 * @param {string} type
 * @param {Record<string, unknown>} more
 * @returns {Record<string, unknown>}
 */
const phone = (n, label, type, more) => ({id: String(400240000 + n), label, type, ...more});

/** @returns {Record<string, unknown>[]} */
const defaultForwardingNumbers = () => [
  phone(1, 'Desk phone', 'PhoneLine', {
    phoneNumber: '+16505550150', features: ['CallForwarding', 'CallFlip'], flipNumber: '1', device: {id: '800100200'},
  }),
  phone(2, 'My mobile', 'Mobile', {
    phoneNumber: '+16505550151', features: ['CallForwarding', 'CallFlip'], flipNumber: '2',
  }),
  phone(3, 'Home', 'Home', {phoneNumber: '+16505550152', features: ['CallForwarding'], flipNumber: '3'}),
  phone(4, 'Work, flip only', 'Work', {phoneNumber: '+16505550153', features: ['CallFlip'], flipNumber: '4'}),
  phone(5, 'Outage number', 'Outage', {phoneNumber: '+16505550154'}),
  phone(6, 'Softphone without a number', 'PhoneLine', {features: ['CallForwarding'], device: {id: '800100201'}}),
  phone(7, 'My mobile, listed twice', 'Other', {phoneNumber: '+16505550151', features: ['CallForwarding']}),
  phone(8, 'Hidden', 'Other', {phoneNumber: '+16505550155', features: ['CallForwarding'], hidden: true}),
  phone(9, 'Lake house', 'Other', {phoneNumber: '+16505550156', features: ['CallForwarding']}),
];

/**
 * @param {number} n
 * @param {string} phoneNumber
 * @param {string} usageType
 * @param {Record<string, unknown>} more
 * @returns {Record<string, unknown>}
 */
const line = (n, phoneNumber, usageType, more) =>
  ({id: 500340000 + n, phoneNumber, usageType, paymentType: 'Local', type: 'VoiceFax', status: 'Normal', ...more});

/** @returns {Record<string, unknown>[]} */
const defaultPhoneNumbers = () => [
  line(1, '+16505550170', 'MainCompanyNumber', {label: 'Main number', features: ['CallerId']}),
  line(2, '+18005550171', 'CompanyNumber', {label: 'Freephone', paymentType: 'TollFree', features: ['CallerId']}),
  line(3, '+16505550172', 'DirectNumber', {features: ['SmsSender', 'MmsSender', 'CallerId']}),
  line(4, '+16505550173', 'DirectNumber', {label: 'Texts only', features: ['SmsSender']}),
  line(5, '+16505550174', 'CompanyFaxNumber', {label: 'Fax machine', type: 'FaxOnly', features: ['CallerId']}),
  line(6, '+16505550175', 'DirectNumber', {label: 'Being ported', status: 'Pending', features: ['CallerId']}),
  line(7, '+16505550176', 'DirectNumber', {label: 'Hidden', hidden: true, features: ['CallerId']}),
  line(8, '+16505550177', 'CompanyNumber', {label: 'No features'}),
  line(9, '+16505550178', 'AdditionalCompanyNumber', {label: 'Campaign', type: 'VoiceOnly', features: ['CallerId']}),
];

/**
 * @param {null | number | Record<string, unknown>[]} wish The default list, so many made-up phones, or these records.
 */
export function forwardingNumbers(wish) {
  if (Array.isArray(wish)) return wish;
  if (wish === null) return defaultForwardingNumbers();
  const features = ['CallForwarding'];
  return Array.from({length: wish}, (_, n) =>
    phone(1000 + n, `Phone ${n + 1}`, n % 2 ? 'Mobile' : 'Other', {phoneNumber: fictional(n), features}));
}

/**
 * @param {null | number | Record<string, unknown>[]} wish The default list, so many made-up numbers, or these records.
 */
export function phoneNumbers(wish) {
  if (Array.isArray(wish)) return wish;
  if (wish === null) return defaultPhoneNumbers();
  const features = ['CallerId'];
  return Array.from({length: wish}, (_, n) =>
    line(1000 + n, fictional(n), n ? 'DirectNumber' : 'MainCompanyNumber', {label: `Number ${n + 1}`, features}));
}

/** May ring first. */
export const canRing = (/** @type {Record<string, any>} */ record) =>
  Boolean(record.features?.includes('CallForwarding') && record.phoneNumber && !record.hidden);

/** May be shown to the other party. */
export const isCallerId = (/** @type {Record<string, any>} */ record) =>
  Boolean(record.features?.includes('CallerId'))
  && record.type !== 'FaxOnly' && record.status === 'Normal' && !record.hidden;

/**
 * @template T
 * @param {readonly T[]} all
 * @param {number} page 1-indexed
 * @param {number} perPage
 * @param {string} uri Of the list, without a query.
 */
export function paged(all, page, perPage, uri) {
  const totalPages = Math.ceil(all.length / perPage);
  const start = (page - 1) * perPage;
  const records = all.slice(start, start + perPage);
  const link = (/** @type {number} */ n) => ({uri: `${uri}?page=${n}&perPage=${perPage}`});
  return {
    uri: link(page).uri,
    records,
    paging: {
      page, perPage, totalPages, totalElements: all.length,
      ...(records.length ? {pageStart: start, pageEnd: start + records.length - 1} : {}),
    },
    navigation: {
      firstPage: link(1),
      ...(page < totalPages ? {nextPage: link(page + 1)} : {}),
      ...(page > 1 && page <= totalPages ? {previousPage: link(page - 1)} : {}),
      lastPage: link(Math.max(1, totalPages)),
    },
  };
}
