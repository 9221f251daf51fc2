/** Opening hours and amounts beside a number, which are no digits of a longer one. */

/** From an hour in the morning to one in the evening. */
export const HOURS = '(?:0?[5-9]|1\\d) ?[-\u2013] ?(?:1\\d|2[0-4])';
export const UNIT = '[ap]\\.?m|min(?:utes?)?|hours?|hrs?|h|stunden|std|[Uu]hr|heures|horas|ore|uur|timer';
/** 24/7, 7j/7, 8-20, 24h, an amount. */
const COUNT_AFTER = new RegExp(
  `^(?:(?:24|7) ?\\p{L}* ?/ ?7(?!\\d)|${HOURS}(?! ?[-\u2013.:/]?\\d)|\\d{1,3} ?(?:(?:\\p{Sc}|%|${UNIT})(?!\\p{L})))`, 'iu',
);
const HOURS_BEFORE = new RegExp(`(?:(?<!\\d)(?:[01]?\\d|2[0-4]):[0-5]\\d|(?<!\\d[ .-]?)${HOURS})\\s$`);

/** Whether the digits at `start` are hours or an amount. */
export const isCountAt = (text: string, start: number): boolean =>
  COUNT_AFTER.test(text.slice(start, start + 14));

/** Whether the digits up to `end` are the end of hours, set off by a space. */
export const areHoursUpTo = (text: string, end: number): boolean =>
  HOURS_BEFORE.test(text.slice(Math.max(0, end - 14), end + 1));
