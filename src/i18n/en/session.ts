/** English words of `<rc-session>`. */
export const sessionWords = {} as const;
