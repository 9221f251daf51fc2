/** Fewer digits are an extension, or the end of many numbers. */
const NATIONAL_MIN_DIGITS = 7;

/** Whether two texts are one number, of which one may lack the country code. */
export function isSameNumber(one: string | undefined, other: string | undefined): boolean {
  const [short = '', long = ''] = [digitsOf(one), digitsOf(other)]
    .sort((first, second) => first.length - second.length);
  if (!short) return false;
  return short === long || (short.length >= NATIONAL_MIN_DIGITS && long.endsWith(short));
}

/** Without the prefix for calls within a country. */
const digitsOf = (text = ''): string =>
  /^[+\d\s().-]+$/.test(text) ? text.replace(/\D/g, '').replace(/^0+/, '') : '';
