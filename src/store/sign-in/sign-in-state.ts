/** The random `state` of a sign-in, by which its answer is known. */

/** 256 random bits, base64url. As `state` it serves one sign-in, once. */
export function randomString(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The `state` that an answer names; empty where it names none. */
export const stateOf = (answer: URLSearchParams): string => answer.get('state') ?? '';

/** Compares in constant time, so that the time does not tell how much of a guess was right. */
export function isSameState(expected: string, received: string): boolean {
  const receivedLength = received.length || 1;
  let difference = expected.length ^ received.length;
  for (let i = 0; i < expected.length; i++) {
    difference |= expected.charCodeAt(i) ^ received.charCodeAt(i % receivedLength);
  }
  return difference === 0;
}
