/** How long something still takes, in words: "in 43 seconds". */

/** `ms` from now, rounded up; beyond a minute and a half in minutes. `locale`: BCP 47, for words and digits. */
export function fromNow(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const format = new Intl.RelativeTimeFormat(locale);
  return seconds > 90 ? format.format(Math.ceil(seconds / 60), 'minute') : format.format(seconds, 'second');
}
