import {serve} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import {createLines} from './sip/line.js';
import {SipGateway} from './sip/sip-gateway.js';
import {serveSockets} from './socket-server.js';
import {createWorlds} from './worlds.js';

/**
 * A response that breaks the connection when its body fails. The adapter would end such an answer
 * as if it were complete.
 *
 * @param {Response} response
 * @param {ReadableStream<Uint8Array>} stream The body of the response.
 * @param {() => void} breakConnection
 */
function withBreakingBody(response, stream, breakConnection) {
  const reader = stream.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const {done, value} = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        breakConnection();
        controller.close();
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, response);
}

/** @returns {import('./simulator.js').CreateSip} */
function createNodeSip() {
  const openFarEnd = createLines();
  return (context, update) => new SipGateway(context, {openFarEnd, update});
}

/**
 * Serves the simulator over real HTTP and real sockets.
 *
 * @param {Parameters<typeof createWorlds>[0] & {port?: number, host?: string}} [setup] `port`: 0 =
 *   any free one. `host`: the address to listen on; only this computer reaches it when absent.
 * @returns {Promise<{
 *   url: string, world: ReturnType<typeof createWorlds>['world'], close: () => Promise<void>,
 * }>}
 */
export async function startSimulator({port = 0, host = '127.0.0.1', ...setup} = {}) {
  const worlds = createWorlds({sip: createNodeSip(), ...setup});

  /** @param {Request} request @param {any} bindings */
  async function fetch(request, {incoming, outgoing}) {
    // Browsers repeat a request when a kept-alive connection dies, so connections are not kept.
    outgoing.shouldKeepAlive = false;
    const breakConnection = () => incoming.socket.destroy();
    const response = await worlds.fetch(request);
    if (response.type === 'error') {
      breakConnection();
      return RESPONSE_ALREADY_SENT;
    }
    if (!response.body) return response;
    return withBreakingBody(response, response.body, breakConnection);
  }

  /** @type {import('@hono/node-server').ServerType} */
  const server = await new Promise((resolve, reject) => {
    const options = {fetch, port, hostname: host, overrideGlobalObjects: false};
    const startedServer = serve(options, () => resolve(startedServer));
    startedServer.once('error', reject);
  });
  const endSockets = serveSockets(/** @type {import('node:http').Server} */ (server), worlds);
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${address.port}`,
    world: worlds.world,
    close: () => new Promise((resolve) => {
      worlds.dropSockets();
      endSockets();
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
    }),
  };
}
