import {createWorlds} from './worlds.js';

/**
 * @typedef {import('./worlds.js').StoredWorlds} StoredWorlds
 * @typedef {import('./worlds.js').StoredWorld} StoredWorld
 */

/** Longer than any call lasts. */
const CALL_MAX_AGE_S = 2 * 24 * 3600;

/**
 * @param {StoredWorld} world
 * @param {number} now Epoch ms.
 * @returns {StoredWorld}
 */
function withoutExpiredFacts({facts, options}, now) {
  const worldTime = now + facts.ahead;
  const isYounger = (/** @type {number} */ since, /** @type {number} */ maxAgeSeconds) =>
    worldTime - since < maxAgeSeconds * 1000;
  const codes = Object.entries(facts.codes)
    .filter(([, {issuedAt}]) => isYounger(issuedAt, options.codeExpiresIn));
  return {
    options,
    facts: {
      ...facts,
      calls: facts.calls.filter(({startedAt}) => isYounger(startedAt, CALL_MAX_AGE_S)),
      inbound: (facts.inbound ?? []).filter(({startedAt}) => isYounger(startedAt, CALL_MAX_AGE_S)),
      codes: Object.fromEntries(codes),
      pairs: facts.pairs.filter(({issuedAt, refreshExpiresIn}) =>
        isYounger(issuedAt, refreshExpiresIn)),
    },
  };
}

/**
 * Drops calls, codes and tokens that are too old to matter.
 *
 * @param {StoredWorlds} stored
 * @param {number} now Epoch ms.
 * @returns {StoredWorlds}
 */
export const withoutExpired = (stored, now) => Object.fromEntries(
  Object.entries(stored).map(([name, world]) => [name, withoutExpiredFacts(world, now)]),
);

/**
 * Worlds that survive the end of their process: a browser may end a Service Worker at any time,
 * even between two requests of one call. Each change is stored before the request that made it
 * is answered.
 *
 * @param {Parameters<typeof createWorlds>[0] & {
 *   read: () => Promise<string | undefined>,
 *   write: (text: string) => Promise<unknown>,
 * }} setup `read` and `write`: the one text that is stored. Where they reject, the worlds last as
 *   long as their process.
 */
export function createPersistentWorlds({read, write, ...setup}) {
  let storedText = '';
  let lastWrite = Promise.resolve();

  async function restore() {
    try {
      storedText = await read() ?? '';
      const stored = storedText ? JSON.parse(storedText) : {};
      const {now = Date.now} = setup;
      return createWorlds({...setup, stored: withoutExpired(stored, now())});
    } catch {
      return createWorlds(setup);
    }
  }
  const restored = restore();

  async function storeChanges() {
    const {snapshot} = await restored;
    const text = JSON.stringify(snapshot());
    if (text === storedText) return;
    storedText = text;
    await write(text).catch(() => {});
  }

  /** Stores what has changed. One after the other, so that the newest text is last. */
  function store() {
    lastWrite = lastWrite.then(storeChanges);
    return lastWrite;
  }

  return {
    store,

    /** The SIP registrar and proxy at a path; null where there is none. @param {string} pathname */
    sipOf: async (pathname) => (await restored).sipOf(pathname),

    /** The gateway at a path; null where there is none. @param {string} pathname */
    gatewayOf: async (pathname) => (await restored).gatewayOf(pathname),

    /** @param {Request} request */
    async fetch(request) {
      const worlds = await restored;
      const response = await worlds.fetch(request);
      await store();
      return response;
    },
  };
}
