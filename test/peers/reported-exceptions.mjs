// Reported inputs that are answered otherwise, by text. Each is argued.
export const EXCEPTIONS = [
];
