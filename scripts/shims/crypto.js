// The part of Node's `crypto` that @ringcentral/sdk uses for PKCE: sha256 and random bytes,
// synchronously, as base64.
import {sha256} from '@noble/hashes/sha2.js';

class Bytes extends Uint8Array {
  toString(encoding) {
    if (encoding !== 'base64') throw new TypeError(`Only base64 is supported, not ${encoding}.`);
    return btoa(String.fromCharCode(...this));
  }
}

export const randomBytes = (size) => crypto.getRandomValues(new Bytes(size));

export function createHash(algorithm) {
  if (algorithm !== 'sha256') throw new TypeError(`Only sha256 is supported, not ${algorithm}.`);
  const hash = sha256.create();
  return {
    update(text) {
      hash.update(new TextEncoder().encode(text));
      return this;
    },
    digest: () => new Bytes(hash.digest()),
  };
}
