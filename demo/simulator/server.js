import {serve} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import {createWorlds} from './worlds.js';

/**
 * Where the body breaks off, so does the connection; by itself the adapter would end the answer in good order.
 *
 * @param {Response} response
 * @param {() => void} destroy
 */
function dyingWith(response, destroy) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const {done, value} = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        destroy();
        controller.close();
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, response);
}

/**
 * Serves the simulator over real HTTP.
 *
 * @param {Parameters<typeof createWorlds>[0] & {port?: number, host?: string}} [setup] Port 0 = any free one. `host`:
 *   the address to listen on; this computer only when absent.
 * @returns {Promise<{url: string, world: ReturnType<typeof createWorlds>['world'], close: () => Promise<void>}>}
 */
export async function startSimulator({port = 0, host = '127.0.0.1', ...setup} = {}) {
  const worlds = createWorlds(setup);

  /** @param {Request} request @param {any} env */
  async function fetch(request, {incoming, outgoing}) {
    // A browser repeats a request by itself when a kept-alive connection dies: no connection is kept.
    outgoing.shouldKeepAlive = false;
    const response = await worlds.fetch(request);
    if (response.type !== 'error') return response.body ? dyingWith(response, () => incoming.socket.destroy()) : response;
    incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }

  /** @type {import('@hono/node-server').ServerType} */
  const server = await new Promise((resolve, reject) => {
    const started = serve({fetch, port, hostname: host, overrideGlobalObjects: false}, () => resolve(started));
    started.once('error', reject);
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${address.port}`,
    world: worlds.world,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
    }),
  };
}
