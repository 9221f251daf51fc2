import {WebSocketServer} from 'ws';

/**
 * @typedef {import('./worlds.js').Worlds} Worlds
 */

const BROKEN = 1006;

/** The subprotocol of phones. */
const SIP_PROTOCOL = 'sip';

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
 * @param {import('ws').WebSocket} socket
 * @param {{receive: (text: string) => void, lost: () => void}} connection
 */
function attach(socket, connection) {
  socket.on('message', (data) => connection.receive(String(data)));
  socket.on('close', () => connection.lost());
  socket.on('error', () => connection.lost());
}

/**
 * Opens the sockets of all worlds on a server.
 *
 * @param {import('node:http').Server} server
 * @param {Worlds} worlds
 * @returns {() => void} Ends them all.
 */
export function serveSockets(server, worlds) {
  const sockets = new WebSocketServer({noServer: true});
  const sipSockets = new WebSocketServer({noServer: true, handleProtocols: () => SIP_PROTOCOL});

  server.on('upgrade', (request, rawSocket, head) => {
    const url = new URL(request.url ?? '/', `ws://${request.headers.host}`);
    const refuse = (/** @type {string} */ status) =>
      rawSocket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    if (request.headers['sec-websocket-protocol'] === SIP_PROTOCOL) {
      const sip = worlds.sipOf(url.pathname);
      if (!sip?.accepts()) return refuse(sip ? '503 Service Unavailable' : '404 Not Found');
      return sipSockets.handleUpgrade(request, rawSocket, head, (socket) =>
        attach(socket, sip.connect({
          send: (text) => socket.send(text), close: () => socket.terminate(),
        })));
    }
    const gateway = worlds.gatewayOf(url.pathname);
    if (!gateway) return refuse('404 Not Found');
    if (!gateway.accepts(url)) return refuse('401 Unauthorized');
    sockets.handleUpgrade(request, rawSocket, head, (socket) => {
      const connection = gateway.connect(url, transportOf(socket));
      if (!connection) return socket.terminate();
      attach(socket, connection);
    });
  });

  return () => {
    for (const all of [sockets, sipSockets]) {
      for (const socket of all.clients) socket.terminate();
      all.close();
    }
  };
}
