/** Helpers for nodes of the page, in shadow roots and same-origin frames too. */

const ELEMENT_NODE = 1;
const TEXT_NODE = 3;
const DOCUMENT_NODE = 9;
const FRAGMENT_NODE = 11;
const PRECEDING = 2;

// `instanceof` fails for nodes of a frame, which has constructors of its own.
export const isElement = (node: Node): node is Element => node.nodeType === ELEMENT_NODE;
export const isText = (node: Node): node is Text => node.nodeType === TEXT_NODE;
export const isDocument = (node: Node): node is Document => node.nodeType === DOCUMENT_NODE;
const isFragment = (node: Node): node is DocumentFragment =>
  node.nodeType === FRAGMENT_NODE;
export const isShadowRoot = (node: Node): node is ShadowRoot => isFragment(node) && 'host' in node;

/** The document that the node belongs to, which for a document is the document itself. */
export const documentOf = (node: Node): Document => isDocument(node) ? node : node.ownerDocument!;

/** The parent that the user sees: a shadow root's host, a framed document's frame element. */
export function parentAcrossRoots(node: Node): Node | null {
  if (node.parentNode) return node.parentNode;
  if (isShadowRoot(node)) return node.host;
  return isDocument(node) ? windowOf(node)?.frameElement ?? null : null;
}

/**
 * The window that shows the document, or null. A document that its frame has left keeps its
 * `defaultView` in Firefox, so that alone says nothing.
 */
export function windowOf(page: Document): Document['defaultView'] {
  if (page === document) return window;
  const view = page.defaultView;
  try {
    return view?.document === page ? view : null;
  } catch {
    return null; // The frame has gone on to a page of another origin.
  }
}

/**
 * Whether it is worth scanning: in the document of a window, or in a fragment that the page scans
 * on purpose.
 */
export function isScannable(node: Node): boolean {
  const isInWindow = node.isConnected && windowOf(documentOf(node)) !== null;
  return isInWindow || (isFragment(node) && !isShadowRoot(node));
}

/** Order on the page, across shadow roots and frames: negative where `first` comes first. */
export function compareDocumentOrder(first: Node, second: Node): number {
  if (first === second) return 0;
  const isSameTree = first.getRootNode() === second.getRootNode();
  const [left, right] = isSameTree ? [first, second] : liftToCommonTree(first, second);
  if (left === right) return 0;
  return left.compareDocumentPosition(right) & PRECEDING ? 1 : -1;
}

/** Each node, or the host around it, in the innermost tree that contains both. */
function liftToCommonTree(first: Node, second: Node): [Node, Node] {
  const hostsByRoot = new Map<Node, Node>();
  for (let host: Node | null = first; host; host = parentAcrossRoots(host.getRootNode())) {
    hostsByRoot.set(host.getRootNode(), host);
  }
  for (let host: Node | null = second; host; host = parentAcrossRoots(host.getRootNode())) {
    const firstHost = hostsByRoot.get(host.getRootNode());
    if (firstHost) return [firstHost, host];
  }
  return [first, second];
}
