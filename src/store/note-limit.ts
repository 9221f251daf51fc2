/** UTF-16 units that a note may have. */
export const NOTE_MAX_LENGTH = 2_000;
