/** English words of the notes in `<rc-call-status>`. */
export const callNoteWords = {
  'note.label': 'Note',
  'note.outcome': 'Outcome',
  'note.no-outcome': 'No outcome',
  'note.save': 'Save note',
  'note.saved': 'Saved',
  'note.left': 'Characters left: {count}',
} as const;
