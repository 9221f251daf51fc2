import {createWorlds} from './worlds.js';

/**
 * What is left of the worlds when nothing that is over can matter any more.
 *
 * @param {import('./worlds.js').Stored} stored
 * @param {number} now Epoch ms.
 * @returns {import('./worlds.js').Stored}
 */
export function withoutTheOld(stored, now) {
  return Object.fromEntries(Object.entries(stored).map(([name, {facts, options}]) => {
    const time = now + facts.ahead;
    const youngerThan = (/** @type {number} */ seconds, /** @type {number} */ since) => time - since < seconds * 1000;
    const codes = Object.entries(facts.codes).filter(([, code]) => youngerThan(options.codeExpiresIn, code.issuedAt));
    return [name, {
      options,
      facts: {
        ...facts,
        // No call lasts for longer than a day.
        calls: facts.calls.filter((call) => youngerThan(2 * 24 * 3600, call.startedAt)),
        codes: Object.fromEntries(codes),
        pairs: facts.pairs.filter((pair) => youngerThan(pair.refreshExpiresIn, pair.issuedAt)),
      },
    }];
  }));
}

/**
 * Worlds that outlive whoever runs them: a Service Worker is ended by the browser whenever it likes, also between two
 * requests of one call. What a request has changed is stored before it is answered.
 *
 * @param {Parameters<typeof createWorlds>[0] & {
 *   read: () => Promise<string | undefined>,
 *   write: (text: string) => Promise<unknown>,
 * }} setup `read` and `write`: the one text that is kept. Where they reject, all is forgotten with whoever runs them.
 */
export function createKeptWorlds({read, write, ...setup}) {
  let kept = '';
  let writing = Promise.resolve();

  async function open() {
    try {
      kept = await read() ?? '';
      const stored = kept ? JSON.parse(kept) : {};
      return createWorlds({...setup, stored: withoutTheOld(stored, (setup.now ?? Date.now)())});
    } catch {
      return createWorlds(setup);
    }
  }
  const opened = open();

  /** One after the other, so that the newest is written last. */
  async function keep() {
    const {snapshot} = await opened;
    const save = async () => {
      const text = JSON.stringify(snapshot());
      if (text === kept) return;
      kept = text;
      await write(text).catch(() => {});
    };
    writing = writing.then(save);
    await writing;
  }

  return {
    /** @param {Request} request */
    async fetch(request) {
      const worlds = await opened;
      const response = await worlds.fetch(request);
      await keep();
      return response;
    },
  };
}
