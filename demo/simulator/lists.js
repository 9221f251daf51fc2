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

/** @returns {Record<string, unknown>[]} */
function defaultForwardingNumbers() {
  return [
    {id: '400240001', phoneNumber: '+16505550150', label: 'Desk phone', type: 'PhoneLine', device: {id: '800100200'}, features: ['CallForwarding', 'CallFlip'], flipNumber: '1'},
    {id: '400240002', phoneNumber: '+16505550151', label: 'My mobile', type: 'Mobile', features: ['CallForwarding', 'CallFlip'], flipNumber: '2'},
    {id: '400240003', phoneNumber: '+16505550152', label: 'Home', type: 'Home', features: ['CallForwarding'], flipNumber: '3'},
    {id: '400240004', phoneNumber: '+16505550153', label: 'Work, flip only', type: 'Work', features: ['CallFlip'], flipNumber: '4'},
    {id: '400240005', phoneNumber: '+16505550154', label: 'Outage number', type: 'Outage'},
    {id: '400240006', label: 'Softphone without a number', type: 'PhoneLine', device: {id: '800100201'}, features: ['CallForwarding']},
    {id: '400240007', phoneNumber: '+16505550151', label: 'My mobile, listed twice', type: 'Other', features: ['CallForwarding']},
    {id: '400240008', phoneNumber: '+16505550155', label: 'Hidden', type: 'Other', features: ['CallForwarding'], hidden: true},
    {id: '400240009', phoneNumber: '+16505550156', label: 'Lake house', type: 'Other', features: ['CallForwarding']},
  ];
}

/** @returns {Record<string, unknown>[]} */
function defaultPhoneNumbers() {
  return [
    {id: 500340001, phoneNumber: '+16505550170', label: 'Main number', usageType: 'MainCompanyNumber', paymentType: 'Local', type: 'VoiceFax', status: 'Normal', features: ['CallerId']},
    {id: 500340002, phoneNumber: '+18005550171', label: 'Freephone', usageType: 'CompanyNumber', paymentType: 'TollFree', type: 'VoiceFax', status: 'Normal', features: ['CallerId']},
    {id: 500340003, phoneNumber: '+16505550172', usageType: 'DirectNumber', paymentType: 'Local', type: 'VoiceFax', status: 'Normal', features: ['SmsSender', 'MmsSender', 'CallerId']},
    {id: 500340004, phoneNumber: '+16505550173', label: 'Texts only', usageType: 'DirectNumber', paymentType: 'Local', type: 'VoiceFax', status: 'Normal', features: ['SmsSender']},
    {id: 500340005, phoneNumber: '+16505550174', label: 'Fax machine', usageType: 'CompanyFaxNumber', paymentType: 'Local', type: 'FaxOnly', status: 'Normal', features: ['CallerId']},
    {id: 500340006, phoneNumber: '+16505550175', label: 'Being ported', usageType: 'DirectNumber', paymentType: 'External', type: 'VoiceOnly', status: 'Pending', features: ['CallerId']},
    {id: 500340007, phoneNumber: '+16505550176', label: 'Hidden', usageType: 'DirectNumber', paymentType: 'Local', type: 'VoiceFax', status: 'Normal', features: ['CallerId'], hidden: true},
    {id: 500340008, phoneNumber: '+16505550177', label: 'No features', usageType: 'CompanyNumber', paymentType: 'Local', type: 'VoiceFax', status: 'Normal'},
    {id: 500340009, phoneNumber: '+16505550178', label: 'Campaign', usageType: 'AdditionalCompanyNumber', paymentType: 'Local', type: 'VoiceOnly', status: 'Normal', features: ['CallerId']},
  ];
}

/**
 * @param {null | number | Record<string, unknown>[]} wish The default list, so many made-up phones, or these records.
 */
export function forwardingNumbers(wish) {
  if (Array.isArray(wish)) return wish;
  if (wish === null) return defaultForwardingNumbers();
  return Array.from({length: wish}, (_, n) => ({
    id: String(410000000 + n), phoneNumber: fictional(n), label: `Phone ${n + 1}`, type: n % 2 ? 'Mobile' : 'Other', features: ['CallForwarding'],
  }));
}

/**
 * @param {null | number | Record<string, unknown>[]} wish The default list, so many made-up numbers, or these records.
 */
export function phoneNumbers(wish) {
  if (Array.isArray(wish)) return wish;
  if (wish === null) return defaultPhoneNumbers();
  return Array.from({length: wish}, (_, n) => ({
    id: 510000000 + n, phoneNumber: fictional(n), label: `Number ${n + 1}`, usageType: 'DirectNumber', paymentType: 'Local', type: 'VoiceFax', status: 'Normal', features: ['CallerId'],
  }));
}

/** May ring first. */
export const canRing = (/** @type {Record<string, any>} */ record) =>
  Boolean(record.features?.includes('CallForwarding') && record.phoneNumber && !record.hidden);

/** May be shown to the other party. */
export const isCallerId = (/** @type {Record<string, any>} */ record) =>
  Boolean(record.features?.includes('CallerId')) && record.type !== 'FaxOnly' && record.status === 'Normal' && !record.hidden;

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
