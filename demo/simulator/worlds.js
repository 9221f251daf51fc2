import {createSimulator} from './simulator.js';

/**
 * Many simulators behind one fetch handler, so that tests do not meet one another: `/w/<name>/restapi/…` each has its
 * own calls, tokens, limits and clock, made on first use; `/restapi/…` is the world of everybody else.
 *
 * With `control: true` a world can be steered over HTTP at `<world>/simulator/…`:
 * `POST options` (any of the simulator's options), `POST faults` (one or a list), `DELETE faults`, `GET requests`,
 * `POST advance` `{ms}`, `POST tokens` `{clientId?, user?, scopes?, expiresIn?}`, `POST hang-up` `{id?}`,
 * `POST revoke`, `GET calls` (each with its statuses), and `DELETE <world>/simulator`, which forgets everything.
 *
 * What a world remembers, as plain data; by its name, the default world's is `''`.
 * @typedef {Record<string, {facts: import('./simulator.js').Facts, options: import('./simulator.js').Options}>} Stored
 *
 * @param {Parameters<typeof createSimulator>[0] & {control?: boolean, stored?: Stored}} [setup] `prefix`: the path in
 *   front of `/w/` and `/restapi/`. `stored`: what `snapshot()` gave when it was stored.
 */
export function createWorlds({control = false, stored = {}, prefix = '', ...setup} = {}) {
  /** @type {Map<string, import('./simulator.js').Simulator>} */
  const worlds = new Map();

  /** @param {string} [name] Letters, digits, `.`, `_` and `-`; none = the default world. */
  function world(name = '') {
    const known = worlds.get(name);
    if (known) return known;
    const {facts, options} = stored[name] ?? {};
    const simulator = createSimulator({...setup, prefix: prefix + (name && `/w/${name}`), ...facts && {facts}});
    if (options) simulator.configure(options);
    worlds.set(name, simulator);
    return simulator;
  }

  /**
   * @param {import('./simulator.js').Simulator} simulator
   * @param {string} order
   * @param {any} body
   * @returns {unknown} undefined where there is no such order.
   */
  function obey(simulator, order, body) {
    switch (order) {
      case 'POST options': simulator.configure(body); return simulator.options;
      case 'POST faults': simulator.faults.push(...[body].flat()); return {waiting: simulator.faults.length};
      case 'DELETE faults': simulator.faults.length = 0; return {};
      case 'GET requests': return simulator.requests;
      case 'GET calls': return simulator.facts.calls.map((call) => ({...call, status: simulator.statusOf(call.id)}));
      case 'POST advance': simulator.advance(body.ms); return {now: simulator.now()};
      case 'POST tokens': return simulator.signIn(body);
      case 'POST hang-up': return {found: simulator.hangUp(body.id)};
      case 'POST revoke': simulator.revokeAll(); return {};
      case 'DELETE ': simulator.reset(); return {};
      default: return undefined;
    }
  }

  /** @param {Request} request */
  async function fetch(request) {
    const {pathname} = new URL(request.url);
    const [, name = '', path = ''] = /^(?:\/w\/([\w.-]+))?(\/.*)$/.exec(pathname.slice(prefix.length)) ?? [];
    if (!/^\/simulator(\/|$)/.test(path)) return world(name).fetch(request);
    const cors = {
      'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, POST, DELETE', 'access-control-allow-headers': '*',
      'access-control-max-age': '600',
    };
    if (!control) return Response.json({message: 'This simulator was started without its control endpoints.'}, {status: 403, headers: cors});
    if (request.method === 'OPTIONS') return new Response(null, {status: 204, headers: cors});
    const text = await request.text();
    try {
      const answer = obey(world(name), `${request.method} ${path.slice('/simulator/'.length)}`, text ? JSON.parse(text) : {});
      return answer === undefined
        ? Response.json({message: 'There is no such order.'}, {status: 404, headers: cors})
        : Response.json(answer, {headers: cors});
    } catch (error) {
      return Response.json({message: `The order could not be read: ${/** @type {Error} */ (error).message}`}, {status: 400, headers: cors});
    }
  }

  for (const name of Object.keys(stored)) world(name);

  return {
    fetch,
    world,
    /** @returns {Stored} */
    snapshot: () => Object.fromEntries([...worlds].map(([name, {facts, options}]) => [name, {facts, options}])),
  };
}
