import {SOCKET_PATH} from './push/tickets.js';
import {createSimulator} from './simulator.js';

/**
 * @typedef {import('./simulator.js').Simulator} Simulator
 * @typedef {Record<string, StoredWorld>} StoredWorlds By name; the default world has the name `''`.
 *
 * @typedef {object} StoredWorld
 * @property {import('./facts.js').Facts} facts
 * @property {import('./options.js').Options} options
 */

const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': '*',
  'access-control-max-age': '600',
};

/**
 * The actions of the control endpoints, by its method and its path after `/simulator/`.
 *
 * @type {Record<string, (simulator: Simulator, body: any) => unknown>}
 */
const COMMANDS = {
  'POST options': (simulator, changes) => {
    simulator.configure(changes);
    return simulator.options;
  },
  'POST faults': ({faults}, added) => {
    faults.push(...[added].flat());
    return {waiting: faults.length};
  },
  'DELETE faults': ({faults}) => {
    faults.length = 0;
    return {};
  },
  'GET requests': ({requests}) => requests,
  'GET calls': ({facts, statusOf}) =>
    facts.calls.map((call) => ({...call, status: statusOf(call.id)})),
  'POST advance': (simulator, {ms}) => {
    simulator.advance(ms);
    return {now: simulator.now()};
  },
  'POST tokens': (simulator, signIn) => simulator.signIn(signIn),
  'POST hang-up': (simulator, {id, by}) => ({found: simulator.hangUp(id, by)}),
  'POST phone': (simulator, change) => ({found: simulator.changePhone(change)}),
  'POST device': (simulator, change) => ({found: simulator.setDevice(change)}),
  'POST calls': (simulator, call) => simulator.placeElsewhere(call),
  'POST ring': (simulator, ring) => simulator.ring(ring),
  'POST inbound': (simulator, {scenario, ...changes}) => simulator.playInbound(scenario, changes),
  'POST storm': (simulator, {count}) => simulator.storm(count),
  'GET inbound': ({facts}) => facts.inbound,
  'POST steer': (simulator, {id, step, ...details}) =>
    ({done: simulator.steer(id, step, details)}),
  'GET sockets': ({gateway}) => gateway.sockets(),
  'GET frames': ({gateway}) => gateway.frames,
  'POST drop-sockets': ({gateway}, how) => ({dropped: gateway.dropAll(how)}),
  'GET sip': ({sip}) => sip && {phones: sip.phones(), calls: sip.calls()},
  'GET sip-messages': ({sip}) => sip?.messages ?? [],
  'POST drop-sip': ({sip}, how) => ({dropped: sip?.dropAll(how) ?? 0}),
  'POST revoke': (simulator) => {
    simulator.revokeAll();
    return {};
  },
  'DELETE ': (simulator) => {
    simulator.reset();
    return {};
  },
};

const jsonResponse = (/** @type {unknown} */ body, status = 200) =>
  Response.json(body, {status, headers: CORS_HEADERS});

/**
 * @param {Simulator} simulator
 * @param {Request} request
 * @param {string} path After `/simulator/`.
 */
async function control(simulator, request, path) {
  const command = COMMANDS[`${request.method} ${path}`];
  try {
    const text = await request.text();
    const body = text ? JSON.parse(text) : {};
    if (!command) return jsonResponse({message: 'There is no such order.'}, 404);
    return jsonResponse(command(simulator, body));
  } catch (error) {
    const {message} = /** @type {Error} */ (error);
    return jsonResponse({message: `The order could not be read: ${message}`}, 400);
  }
}

const SIP_PATH = /^(?:\/w\/([\w.-]+))?\/?$/;
const WORLD_PATH = /^(?:\/w\/([\w.-]+))?(\/.*)$/;

/** @typedef {ReturnType<typeof createWorlds>} Worlds */

/**
 * Many simulators behind one fetch handler, so that tests do not disturb each other. Each world at
 * `/w/<name>/restapi/…` has its own calls, tokens, limits and clock, and is created on first use;
 * `/restapi/…` is the default world.
 *
 * With `control: true`, tests control a world over HTTP at `<world>/simulator/…`: `POST options`
 * (any of the simulator's options), `POST faults` (one or a list), `DELETE faults`, `GET requests`,
 * `POST advance` `{ms}`, `POST tokens` `{clientId?, user?, scopes?, expiresIn?}`, `POST hang-up`
 * `{id?, by?}`, `POST phone` `{id?, leg?, hold?, mute?, unreported?}`, `POST calls` (one that
 * another app or person placed), `POST revoke`, `GET calls` (each with its status), `POST device`
 * `{id, status}` (a phone is plugged in or out), `POST ring` (a call to the user), `POST
 * inbound` `{scenario, …}` (as in a scenario), `POST storm` `{count?}` (many at once), `GET
 * inbound` (such calls), `POST steer` `{id?, step, …}` (answers or ends one), `GET sockets`, `GET
 * frames`, `POST drop-sockets` `{forget?, code?}`, `GET sip` (browsers that are phones, their
 * calls, and what is heard of them), `GET sip-messages`, `POST drop-sip` `{seconds?}`, and `DELETE
 * <world>/simulator`, which forgets everything.
 *
 * @param {Parameters<typeof createSimulator>[0] & {
 *   control?: boolean, stored?: StoredWorlds,
 * }} [setup] `prefix`: the path in front of `/w/` and `/restapi/`. `stored`: an earlier result of
 *   `snapshot()`.
 */
export function createWorlds(setup = {}) {
  const {control: isControllable = false, stored = {}, prefix = '', ...simulatorSetup} = setup;
  /** @type {Map<string, Simulator>} */
  const worlds = new Map();

  /** @param {string} [name] Letters, digits, `.`, `_` and `-`; the default world when absent. */
  function world(name = '') {
    const existing = worlds.get(name);
    if (existing) return existing;
    const {facts, options} = stored[name] ?? {};
    const worldPrefix = name ? `${prefix}/w/${name}` : prefix;
    const simulator = createSimulator({
      ...simulatorSetup, prefix: worldPrefix, ...(facts ? {facts} : {}),
    });
    if (options) simulator.configure(options);
    worlds.set(name, simulator);
    return simulator;
  }

  /** @param {Request} request */
  async function fetch(request) {
    const {pathname} = new URL(request.url);
    const [, name = '', path = ''] = WORLD_PATH.exec(pathname.slice(prefix.length)) ?? [];
    const isControl = /^\/simulator(\/|$)/.test(path);
    if (!isControl) return world(name).fetch(request);
    if (!isControllable) {
      const message = 'This simulator was started without its control endpoints.';
      return jsonResponse({message}, 403);
    }
    if (request.method === 'OPTIONS') {
      return new Response(null, {status: 204, headers: CORS_HEADERS});
    }
    return control(world(name), request, path.slice('/simulator/'.length));
  }

  /** The gateway at a path; null where there is none. @param {string} pathname */
  function gatewayOf(pathname) {
    const [, name = '', path = ''] = WORLD_PATH.exec(pathname.slice(prefix.length)) ?? [];
    return path === SOCKET_PATH ? world(name).gateway : null;
  }

  /** The SIP registrar and proxy at a path; null where there is none. @param {string} pathname */
  function sipOf(pathname) {
    const [found, name = ''] = SIP_PATH.exec(pathname.slice(prefix.length)) ?? [];
    return found === undefined ? null : world(name).sip ?? null;
  }

  /** Ends all sockets. */
  function dropSockets() {
    for (const {gateway, sip} of worlds.values()) {
      gateway.dropAll();
      sip?.reset();
    }
  }

  for (const name of Object.keys(stored)) world(name);

  /** Everything that the worlds remember, as plain data. @returns {StoredWorlds} */
  const snapshot = () => Object.fromEntries(
    [...worlds].map(([name, {facts, options}]) => [name, {facts, options}]),
  );
  return {fetch, world, gatewayOf, sipOf, dropSockets, snapshot};
}
