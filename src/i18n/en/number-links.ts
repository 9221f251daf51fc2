/** English words of `<rc-number-links>` and its card. */
export const numberLinksWords = {
  'numbers.skip': 'Phone numbers: {count}',
  'numbers.list': 'Phone numbers on this page',
  'numbers.more': 'Show more',
  'numbers.copy': 'Copy {number}',
} as const;
