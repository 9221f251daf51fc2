// RingCentral's end of the sockets of a walk. Nobody goes on before what was sent has arrived.
import {WebSocketServer} from 'ws';
import {MARKERS} from './page-sockets.mjs';

const BROKEN = 1006;
const NORMAL = 1000;

/** @typedef {{socket: import('ws').WebSocket, documentId: string, isDirty: boolean}} OpenSocket */

export class Sockets {
  #server = new WebSocketServer({noServer: true});
  /** @type {Set<OpenSocket>} */
  #open = new Set();

  /** Without a network, nothing arrives. */
  isOnline = true;

  /** `onFrame`: hears each frame that is sent to a page. */
  constructor({gatewayOf, onFrame}) {
    Object.assign(this, {gatewayOf, onFrame});
  }

  get count() { return this.#open.size; }

  /** @param {import('node:http').Server} httpServer */
  serve(httpServer) {
    httpServer.on('upgrade', (request, rawSocket, head) => {
      const url = new URL(request.url, `ws://${request.headers.host}`);
      const gateway = this.gatewayOf(url.pathname);
      if (!gateway?.accepts(url)) return void rawSocket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      this.#server.handleUpgrade(request, rawSocket, head, (socket) => this.#connect(gateway, url, socket));
    });
  }

  #connect(gateway, url, socket) {
    const one = {socket, documentId: url.searchParams.get('walk'), isDirty: false};
    this.#open.add(one);
    const connection = gateway.connect(url, {
      send: (text) => {
        one.isDirty = true;
        this.onFrame(text);
        socket.send(text);
      },
      close: (code) => {
        one.isDirty = true;
        if (code === BROKEN) socket.send(MARKERS.broken);
        else socket.close(NORMAL);
      },
    });
    socket.on('message', (data) => this.#receive(one, connection, String(data)));
    const forget = () => {
      this.#open.delete(one);
      connection.lost();
    };
    socket.on('close', forget);
    socket.on('error', forget);
    socket.send(MARKERS.answered);
  }

  #receive({socket}, connection, text) {
    if (text === MARKERS.synced) return;
    connection.receive(text);
    socket.send(MARKERS.answered);
  }

  /** Resolves once the pages have all that was sent to them. Whether there was anything. */
  async settle() {
    if (!this.isOnline) return false;
    const dirty = [...this.#open].filter(({isDirty}) => isDirty);
    await Promise.all(dirty.map((one) => this.#sync(one)));
    return dirty.length > 0;
  }

  #sync(one) {
    one.isDirty = false;
    const {socket} = one;
    if (socket.readyState !== socket.OPEN) return null;
    return new Promise((resolve) => {
      socket.once('close', resolve);
      socket.on('message', function hear(data) {
        if (String(data) !== MARKERS.synced) return;
        socket.off('message', hear);
        socket.off('close', resolve);
        resolve();
      });
      socket.send(MARKERS.sync);
    });
  }

  /** The document is gone. */
  async endOf(documentId) {
    const ended = [...this.#open].filter((one) => one.documentId === documentId);
    await Promise.all(ended.map(({socket}) => new Promise((resolve) => {
      socket.once('close', resolve);
      socket.terminate();
    })));
  }

  close() { for (const {socket} of this.#open) socket.terminate(); }
}
