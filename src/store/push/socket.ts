/** Sockets, and how this page opens one. */

/** The members that are used of a WebSocket. */
export interface Socket {
  /** Text. A socket that is not open ignores it. */
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  onMessage(text: unknown): void;
  /** Once, unless `close()` was called before. */
  onClose(): void;
  /** The page's policy forbids the address. */
  onForbidden(): void;
}

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
