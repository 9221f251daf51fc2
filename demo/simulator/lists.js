/**
 * The user, their phones, devices and numbers, unless the options replace them. All numbers are
 * fictional. As on the platform, record ids are strings in one list and integers in the other, and
 * some records cannot be offered: features are absent, a number waits to be ported, takes only
 * faxes, or is hidden.
 */

export const defaultUser = {
  accountId: '400131426000',
  extensionId: '400131426101',
  extensionNumber: '101',
  name: 'Alex Morgan',
  directNumber: '+16505550172',
  country: 'US',
};

const AREA_CODES = ['201', '212', '303', '312', '404', '415', '503', '617', '702', '808'];

/** One of 1,000 fictional numbers. */
function fictionalNumber(/** @type {number} */ index) {
  const areaCode = AREA_CODES[Math.floor(index / 100) % AREA_CODES.length];
  return `+1${areaCode}55501${String(index % 100).padStart(2, '0')}`;
}

/**
 * A record of a phone.
 *
 * @param {number} idOffset
 * @param {string} label
 * @param {string} type
 * @param {Record<string, unknown>} fields
 * @returns {Record<string, unknown>}
 */
const phone = (idOffset, label, type, fields) =>
  ({id: String(400240000 + idOffset), label, type, ...fields});

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
  phone(9, 'Lake house', 'PhoneLine', {
    phoneNumber: '+16505550156', features: ['CallForwarding'], device: {id: '800100202'},
  }),
];

/**
 * A record of a device.
 *
 * @param {number} idOffset
 * @param {string} name
 * @param {string} type
 * @param {Record<string, unknown>} fields
 * @returns {Record<string, unknown>}
 */
const device = (idOffset, name, type, fields) =>
  ({id: String(800100000 + idOffset), type, name, ...fields});

const deskPhoneModel = {id: '60', name: 'Desk phone with six lines', addons: [], features: ['HELD'], lineCount: 6};

/**
 * The mobile of the user is no device of the account.
 *
 * @returns {Record<string, unknown>[]}
 */
const defaultDevices = () => [
  device(200, 'Desk phone', 'HardPhone', {status: 'Online', serial: '0004F2000200', model: deskPhoneModel}),
  device(201, 'Laptop of Alex', 'SoftPhone', {status: 'Online', computerName: 'ALEX-LAPTOP'}),
  device(202, 'Lake house', 'HardPhone', {status: 'Offline', serial: '0004F2000202', model: deskPhoneModel}),
];

/**
 * A record of a number of the company or the user.
 *
 * @param {number} idOffset
 * @param {string} phoneNumber
 * @param {string} usageType
 * @param {Record<string, unknown>} fields
 * @returns {Record<string, unknown>}
 */
const line = (idOffset, phoneNumber, usageType, fields) => ({
  id: 500340000 + idOffset, phoneNumber, usageType,
  paymentType: 'Local', type: 'VoiceFax', status: 'Normal', ...fields,
});

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
 * @param {null | number | Record<string, unknown>[]} option null = the default list; a number =
 *   that many generated phones; or these records.
 */
export function forwardingNumbers(option) {
  if (Array.isArray(option)) return option;
  if (option === null) return defaultForwardingNumbers();
  return Array.from({length: option}, (_, index) => {
    const type = index % 2 ? 'Mobile' : 'Other';
    const phoneNumber = fictionalNumber(index);
    return phone(1000 + index, `Phone ${index + 1}`, type, {
      phoneNumber, features: ['CallForwarding'],
    });
  });
}

/**
 * @param {null | number | Record<string, unknown>[]} option null = the default list; a number =
 *   that many generated numbers; or these records.
 */
export function phoneNumbers(option) {
  if (Array.isArray(option)) return option;
  if (option === null) return defaultPhoneNumbers();
  return Array.from({length: option}, (_, index) => {
    const usageType = index ? 'DirectNumber' : 'MainCompanyNumber';
    return line(1000 + index, fictionalNumber(index), usageType, {
      label: `Number ${index + 1}`, features: ['CallerId'],
    });
  });
}

/**
 * @param {null | number | Record<string, unknown>[]} option null = the default list; a number =
 *   that many generated desk phones; or these records.
 */
export function devices(option) {
  if (Array.isArray(option)) return option;
  if (option === null) return defaultDevices();
  return Array.from({length: option}, (_, index) =>
    device(1000 + index, `Desk phone ${index + 1}`, 'HardPhone', {
      status: index % 2 ? 'Offline' : 'Online', model: deskPhoneModel,
    }));
}

/** Whether a call may ring this phone first. */
export const canRing = (/** @type {Record<string, any>} */ record) =>
  Boolean(record.features?.includes('CallForwarding') && record.phoneNumber && !record.hidden);

/** Whether a call may show this number to the callee. */
export function isCallerId(/** @type {Record<string, any>} */ record) {
  if (record.hidden || record.type === 'FaxOnly' || record.status !== 'Normal') return false;
  return Boolean(record.features?.includes('CallerId'));
}

/**
 * One page of a list, as the platform answers it.
 *
 * @template T
 * @param {readonly T[]} allRecords
 * @param {number} page From 1 on.
 * @param {number} perPage
 * @param {string} listUri Without a query.
 */
export function pageOf(allRecords, page, perPage, listUri) {
  const totalPages = Math.ceil(allRecords.length / perPage);
  const pageStart = (page - 1) * perPage;
  const records = allRecords.slice(pageStart, pageStart + perPage);
  const pageEnd = pageStart + records.length - 1;
  const hasNext = page < totalPages;
  const hasPrevious = page > 1 && page <= totalPages;
  const link = (/** @type {number} */ target) =>
    ({uri: `${listUri}?page=${target}&perPage=${perPage}`});
  return {
    uri: link(page).uri,
    records,
    paging: {
      page, perPage, totalPages, totalElements: allRecords.length,
      ...(records.length ? {pageStart, pageEnd} : {}),
    },
    navigation: {
      firstPage: link(1),
      ...(hasNext ? {nextPage: link(page + 1)} : {}),
      ...(hasPrevious ? {previousPage: link(page - 1)} : {}),
      lastPage: link(Math.max(1, totalPages)),
    },
  };
}
