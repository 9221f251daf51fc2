/** How long something still takes, in words: "in 43 seconds". */

/** A longer wait is given in minutes. */
const MAX_SECONDS_TOLD = 90;
/** A longer wait is given in hours. */
const MAX_MINUTES_TOLD = 90;

/** `ms` from now, rounded up. `locale`: BCP 47, for words and digits. */
export function fromNow(ms: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale);
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds <= MAX_SECONDS_TOLD) return format.format(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= MAX_MINUTES_TOLD) return format.format(minutes, 'minute');
  return format.format(Math.ceil(minutes / 60), 'hour');
}
