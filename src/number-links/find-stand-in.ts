import {parseNumber} from '../phone/parse.js';
const MAY = /(?:\+|\d)[\d\s().\u00a0-]{5,}\d/;
const ALL = /(?:\+|\(?\d)[\d\s().\u00a0-]{5,}\d(?:\s*(?:x|ext\.?)\s*\d{1,6})?/g;
export const mayHoldNumber = (text: string): boolean => MAY.test(text);
export function findNumbers(text: string, {country}: {country?: string | undefined}) {
  const out = [];
  for (const {0: raw, index} of text.matchAll(ALL)) {
    if (/^\d{4}-\d\d/.test(raw) || /^\d+$/.test(raw) || /order[^.]*$/i.test(text.slice(0, index))) continue;
    const n = parseNumber(raw, {country});
    const fax = /fax\W*$/i.test(text.slice(0, index));
    if (n) out.push({e164: n.e164, ...n.extension && {extension: n.extension}, raw, start: index, end: index + raw.length, ...fax && {fax: true as const}});
  }
  return out;
}
