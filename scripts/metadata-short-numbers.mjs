// Emergency and short service numbers of a country, from google-libphonenumber, as expressions.
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const shortNumbers = require('google-libphonenumber').ShortNumberInfo.getInstance();

/**
 * The shortest expression that matches exactly these strings of digits, by their common heads and
 * tails.
 */
function expressionOf(words) {
  const root = {};
  for (const word of words) {
    let node = root;
    for (const digit of word) node = node[digit] ??= {};
    node.end = true;
  }
  const write = (node) => {
    const tails = new Map();
    for (const digit of Object.keys(node).filter((key) => key !== 'end')) {
      const tail = write(node[digit]);
      tails.set(tail, [...tails.get(tail) ?? [], digit]);
    }
    const branches = [...tails].map(([tail, digits]) => oneOf(digits) + tail);
    if (branches.length === 0) return '';
    const body = branches.length > 1 ? `(?:${branches.join('|')})` : branches[0];
    if (!node.end) return body;
    return branches.length === 1 && body.length > 2 ? `(?:${body})?` : `${body}?`;
  };
  return write(root);
}

function oneOf(digits) {
  if (digits.length === 10) return '\\d';
  if (digits.length === 1) return digits[0];
  return `[${digits.join('').replace(/0123456789|\d+/g, (run) => ranges(run))}]`;
}

function ranges(run) {
  let text = '';
  for (let i = 0; i < run.length;) {
    let j = i;
    while (j + 1 < run.length && Number(run[j + 1]) === Number(run[j]) + 1) j++;
    text += j - i > 1 ? `${run[i]}-${run[j]}` : run.slice(i, j + 1);
    i = j + 1;
  }
  return text;
}

const tester = (description) => {
  const pattern = description?.getNationalNumberPattern();
  const expression = new RegExp(pattern ? `^(?:${pattern})$` : '$.');
  return (digits) => expression.test(digits);
};

function* shortDigits() {
  for (let length = 2; length <= 6; length++) {
    for (let i = 0; i < 10 ** length; i++) {
      const digits = String(i).padStart(length, '0');
      // Five and six digits: only where services live in practice (116xxx, 118xx, 10xxx…).
      // Elsewhere they are codes for text messages, and would take internal extensions away from
      // the people who have them.
      if (length < 5 || digits[0] === '1') yield digits;
    }
  }
}
const candidates = [...shortDigits()];

/**
 * Numbers that a voice call can reach: not codes for text messages, nor the carriers' own long
 * codes.
 */
export function shortNumbersOf(country) {
  const data = shortNumbers.getMetadataForRegion_(country);
  if (!data) return {emergency: '', service: ''};
  const isEmergency = tester(data.getEmergency());
  const isShort = tester(data.getShortCode());
  const isForTexts = tester(data.getSmsServices());
  const isCarriers = tester(data.getCarrierSpecific());
  const isService = (digits) => {
    if (!isShort(digits)) return false;
    return digits.length <= 3 || !(isForTexts(digits) || isCarriers(digits));
  };
  const found = {emergency: [], service: []};
  for (const digits of candidates) {
    if (isEmergency(digits)) found.emergency.push(digits);
    else if (isService(digits)) found.service.push(digits);
  }
  return {emergency: expressionOf(found.emergency), service: expressionOf(found.service)};
}
