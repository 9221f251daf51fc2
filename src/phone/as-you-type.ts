import {type NumberFormat, type NumberingPlan, numberingPlanOf} from './numbering-plans.js';

/** Longer than any number; a pattern matches as many of these as it has places. */
const PLACES = '0'.repeat(20);

/**
 * Formats what has been typed of a number so far: `+1650555` becomes `+1 650 555`. Without a country (ISO 3166-1
 * alpha-2) only numbers that begin with `+` are formatted. Text that is no number in the making comes back as it is.
 */
export function formatAsYouType(text: string, country?: string): string {
  if (!/^[+\d\s().-]*$/.test(text)) return text;
  const digits = text.replace(/\D/g, '');
  const home = /^[a-z]{2}$/i.test(country ?? '') ? numberingPlanOf(country!.toUpperCase()) : undefined;
  if (text.trim().startsWith('+')) return `+${writeAbroad(digits, home)}`;
  if (!home) return text;
  const exit = home.exit && new RegExp(`^(?:${home.exit})`).exec(digits)?.[0];
  if (exit) return `${exit} ${writeAbroad(digits.slice(exit.length), home)}`.trim();
  const trunk = digits.startsWith(home.trunk) ? home.trunk : '';
  return write(digits.slice(trunk.length), home, trunk) ?? digits;
}

/** Digits that begin with a country code. */
function writeAbroad(digits: string, home: NumberingPlan | undefined): string {
  const code = [1, 2, 3].map((length) => digits.slice(0, length)).find((start) => numberingPlanOf(start));
  if (!code) return digits;
  const national = digits.slice(code.length), plan = home?.callingCode === code ? home : numberingPlanOf(code);
  return `${code} ${write(national, plan, null) ?? national}`.trim();
}

/**
 * `digits` as the first format writes them that they may still become. `trunk`: the prefix, where it was typed; null =
 * after a country code.
 */
function write(digits: string, plan: NumberingPlan | undefined, trunk: string | null): string | undefined {
  if (!plan || !digits) return undefined;
  for (const format of plan.formats ?? numberingPlanOf(plan.callingCode)?.formats ?? []) {
    const [pattern, , leading] = format;
    const template = templateOf(format, plan, trunk);
    const begins = leading[Math.max(0, Math.min(digits.length - 3, leading.length - 1))];
    if (!template || begins && !new RegExp(`^(?:${begins})`).test(digits)) continue;
    const whole = new RegExp(pattern).exec(PLACES)?.[0] ?? '';
    if (whole.length < digits.length) continue;
    return fill(whole.replace(new RegExp(pattern), template), (trunk ?? '') + digits);
  }
  return undefined;
}

/** Empty = nobody writes it so. */
function templateOf([, template, , rule, optional, abroad]: NumberFormat, plan: NumberingPlan, trunk: string | null): string {
  if (trunk === null) return abroad === 'NA' ? '' : (abroad || template).replace(/[-/(). ]+/g, ' ').trim();
  const ruled = () => template.replace(/(\$\d)/, rule || '$1');
  const hasDigits = rule !== 0 && /\d/.test(rule.replace('$1', ''));
  if (!trunk) return hasDigits && !optional ? '' : hasDigits ? template : ruled();
  if (hasDigits) return ruled();
  return plan.callingCode === '1' ? `1 ${template}` : '';
}

/** The digits in the places of `mask`, as far as they go; a bracket is closed where its last place is filled. */
function fill(mask: string, digits: string): string {
  let used = 0;
  const written = mask.replace(/\d/g, () => digits[used++] ?? '_');
  const end = written.indexOf('_');
  if (end < 0) return written;
  const cut = written.slice(0, end).replace(/[^\d)]+$/, '');
  return /\([^)]*$/.test(cut) ? cut.replace('(', '') : cut;
}
