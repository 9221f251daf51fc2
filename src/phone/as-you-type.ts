import {type NumberFormat, type NumberingPlan, numberingPlanOf} from './numbering-plans.js';

/** A format's pattern matches as many of these as the longest number in that format has digits. */
const LONG_DIGITS = '0'.repeat(20);
const COUNTRY_CODE_LENGTHS = [1, 2, 3];
/** The first leading pattern of a format is for this many digits, each later one for one more. */
const FIRST_LEADING_LENGTH = 3;

/**
 * Formats the part of a number that has been typed so far: `+1650555` becomes `+1 650 555`. Without
 * a country (ISO 3166-1 alpha-2) only numbers that begin with `+` are formatted. Text that cannot
 * become a number is returned unchanged.
 */
export function formatAsYouType(text: string, country?: string): string {
  if (!/^[+\d\s().-]*$/.test(text)) return text;
  const digits = text.replace(/\D/g, '');
  const homePlan = planOfCountry(country);
  if (text.trim().startsWith('+')) return `+${formatInternational(digits, homePlan)}`;
  return homePlan ? formatDialed(digits, homePlan) : text;
}

function planOfCountry(country = ''): NumberingPlan | undefined {
  return /^[a-z]{2}$/i.test(country) ? numberingPlanOf(country.toUpperCase()) : undefined;
}

/** Formats digits as they are dialed inside a country. */
function formatDialed(digits: string, plan: NumberingPlan): string {
  const exitCode = readExitCode(digits, plan);
  if (exitCode) {
    return `${exitCode} ${formatInternational(digits.slice(exitCode.length), plan)}`.trim();
  }
  const trunkPrefix = digits.startsWith(plan.trunkPrefix) ? plan.trunkPrefix : '';
  return formatNational(digits.slice(trunkPrefix.length), plan, trunkPrefix) ?? digits;
}

function readExitCode(digits: string, {exitPattern}: NumberingPlan): string | undefined {
  return exitPattern ? new RegExp(`^(?:${exitPattern})`).exec(digits)?.[0] : undefined;
}

/** Formats digits that begin with a country code. */
function formatInternational(digits: string, homePlan: NumberingPlan | undefined): string {
  const callingCode = COUNTRY_CODE_LENGTHS
    .map((length) => digits.slice(0, length))
    .find((prefix) => numberingPlanOf(prefix));
  if (!callingCode) return digits;
  const plan = homePlan?.callingCode === callingCode ? homePlan : numberingPlanOf(callingCode)!;
  const national = digits.slice(callingCode.length);
  return `${callingCode} ${formatNational(national, plan, null) ?? national}`.trim();
}

/**
 * Formats digits by the first format that they may still grow into; undefined where there is none.
 * `trunkPrefix`: as typed before the digits, or empty; null = the digits follow a country code.
 */
function formatNational(
  digits: string, plan: NumberingPlan, trunkPrefix: string | null,
): string | undefined {
  if (!digits) return undefined;
  for (const format of formatsOf(plan)) {
    const template = templateOf(format, plan, trunkPrefix);
    if (!template || !matchesLeadingDigits(digits, format)) continue;
    const pattern = new RegExp(format[0]);
    const longestMatch = pattern.exec(LONG_DIGITS)?.[0] ?? '';
    if (longestMatch.length < digits.length) continue;
    return fillMask(longestMatch.replace(pattern, template), (trunkPrefix ?? '') + digits);
  }
  return undefined;
}

/** Countries that share a calling code share the formats of its main country. */
function formatsOf({formats, callingCode}: NumberingPlan): readonly NumberFormat[] {
  return formats ?? numberingPlanOf(callingCode)?.formats ?? [];
}

function matchesLeadingDigits(digits: string, [, , leadingDigits]: NumberFormat): boolean {
  const lastIndex = leadingDigits.length - 1;
  const index = Math.min(digits.length - FIRST_LEADING_LENGTH, lastIndex);
  const leadingPattern = leadingDigits[Math.max(0, index)];
  return !leadingPattern || new RegExp(`^(?:${leadingPattern})`).test(digits);
}

/** Empty where numbers are never written in this format with such a prefix. */
function templateOf(
  format: NumberFormat, plan: NumberingPlan, trunkPrefix: string | null,
): string {
  const [, template, , prefixRule, prefixOptional] = format;
  if (trunkPrefix === null) return internationalTemplateOf(format);
  const ruleHasDigits = prefixRule !== 0 && /\d/.test(prefixRule.replace('$1', ''));
  if (trunkPrefix && ruleHasDigits) return applyPrefixRule(format);
  // North America has no rule for its prefix, which stands alone before the number.
  if (trunkPrefix) return plan.callingCode === '1' ? `1 ${template}` : '';
  if (!ruleHasDigits) return applyPrefixRule(format);
  return prefixOptional ? template : '';
}

const applyPrefixRule = ([, template, , prefixRule]: NumberFormat): string =>
  template.replace(/(\$\d)/, prefixRule || '$1');

function internationalTemplateOf([, template, , , , internationalTemplate]: NumberFormat): string {
  if (internationalTemplate === 'NA') return '';
  return (internationalTemplate || template).replace(/[-/(). ]+/g, ' ').trim();
}

/** Puts digits in the places of the mask and cuts it after the last one. */
function fillMask(mask: string, digits: string): string {
  let usedDigits = 0;
  const filled = mask.replace(/\d/g, () => digits[usedDigits++] ?? '_');
  const firstEmptyPlace = filled.indexOf('_');
  if (firstEmptyPlace < 0) return filled;
  // A closing bracket stays: all places before it are filled.
  const typedPart = filled.slice(0, firstEmptyPlace).replace(/[^\d)]+$/, '');
  const hasOpenBracket = /\([^)]*$/.test(typedPart);
  return hasOpenBracket ? typedPart.replace('(', '') : typedPart;
}
