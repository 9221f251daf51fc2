/** English words of the menu of a call button with several numbers. */
export const numberMenuWords = {
  'choose-number': 'Choose a number.',
} as const;
