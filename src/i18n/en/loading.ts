/** English words for a part of the script that did not load. They are in the first load. */
export const loadingWords = {
  'error.not-loaded': 'A part of the page could not be loaded. Check your connection, or reload the page.',
} as const;
