/** How this page opens a socket. */
import type {Socket, SocketEvents} from '../environment.js';

/** Null where the browser has no sockets, or the page's policy forbids the address. */
export function openBrowserSocket(
  url: string, {onMessage, onClose, onForbidden}: SocketEvents,
): Socket | null {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url);
  } catch {
    return null;
  }
  const stopWatching = watchPolicy(new URL(url).origin, onForbidden);
  let isOver = false;
  // Some browsers fire no `close` for a socket that never opened.
  socket.onerror = socket.onclose = () => {
    stopWatching();
    if (!isOver) onClose();
    isOver = true;
  };
  socket.onopen = stopWatching;
  socket.onmessage = ({data}) => onMessage(data);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      stopWatching();
      isOver = true;
      socket.onmessage = null;
      socket.close();
    },
  };
}

/**
 * Where the constructor does not throw, the error of a socket does not say that `connect-src`
 * forbids it; this event of the page does, and comes first.
 */
function watchPolicy(origin: string, onForbidden: () => void): () => void {
  const handleViolation = ({blockedURI}: SecurityPolicyViolationEvent): void => {
    if (blockedURI.startsWith(origin)) onForbidden();
  };
  globalThis.document?.addEventListener('securitypolicyviolation', handleViolation);
  return () =>
    globalThis.document?.removeEventListener('securitypolicyviolation', handleViolation);
}
