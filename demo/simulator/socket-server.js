import {WebSocketServer} from 'ws';

/**
 * @typedef {import('./worlds.js').Worlds} Worlds
 */

const BROKEN = 1006;

/** The code that a socket may be closed with; anything else is a plain end. */
const sendableCode = (/** @type {number} */ code) =>
  code === 1000 || (code >= 3000 && code < 5000) ? code : 1000;

/** @param {import('ws').WebSocket} socket @returns {import('./push/connection.js').Transport} */
const transportOf = (socket) => ({
  send: (text) => socket.send(text),
  close: (code, reason) => {
    if (code === BROKEN) socket.terminate();
    else socket.close(sendableCode(code), reason);
  },
});

/**
 * Opens the sockets of all worlds on a server.
 *
 * @param {import('node:http').Server} server
 * @param {Worlds} worlds
 * @returns {() => void} Ends them all.
 */
export function serveSockets(server, worlds) {
  const sockets = new WebSocketServer({noServer: true});

  server.on('upgrade', (request, rawSocket, head) => {
    const url = new URL(request.url ?? '/', `ws://${request.headers.host}`);
    const gateway = worlds.gatewayOf(url.pathname);
    const refuse = (/** @type {string} */ status) =>
      rawSocket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    if (!gateway) return refuse('404 Not Found');
    if (!gateway.accepts(url)) return refuse('401 Unauthorized');
    sockets.handleUpgrade(request, rawSocket, head, (socket) => {
      const connection = gateway.connect(url, transportOf(socket));
      if (!connection) return socket.terminate();
      socket.on('message', (data) => connection.receive(String(data)));
      socket.on('close', () => connection.lost());
      socket.on('error', () => connection.lost());
    });
  });

  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}
