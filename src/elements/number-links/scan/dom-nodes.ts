/** Nodes of same-origin frames have constructors of their own, so that `instanceof` does not know them. */
export const isText = (node: Node): node is Text => node.nodeType === 3;
export const isElement = (node: Node): node is Element => node.nodeType === 1;
export const isShadowRoot = (node: Node): node is ShadowRoot => node.nodeType === 11 && 'host' in node;

/** The node around it as people see it: out of a shadow root to its host, out of a frame to the frame. */
export function parentAcrossRoots(node: Node): Node | null {
  if (node.parentNode) return node.parentNode;
  if (isShadowRoot(node)) return node.host;
  return node.nodeType === 9 ? windowOf(node as Document)?.frameElement ?? null : null;
}

/** The window that shows the document; none for what a frame showed before, which keeps its window in Firefox. */
export function windowOf(page: Document): Document['defaultView'] {
  if (page === document) return window;
  const view = page.defaultView;
  try {
    return view?.document === page ? view : null;
  } catch {
    return null; // The frame went on to a page of another origin.
  }
}

/** Order on the page, over shadow roots and frames: negative where `a` comes first. */
export function compareDocumentOrder(a: Node, b: Node): number {
  if (a === b) return 0;
  if (a.getRootNode() !== b.getRootNode()) [a, b] = lift(a, b);
  return a === b ? 0 : a.compareDocumentPosition(b) & 2 ? 1 : -1;
}

/** The hosts of both, or they themselves, in the innermost tree that has both. */
function lift(a: Node, b: Node): [Node, Node] {
  const places = new Map<Node, Node>();
  for (let at: Node | null = a; at; at = parentAcrossRoots(at.getRootNode())) places.set(at.getRootNode(), at);
  for (let at: Node | null = b; at; at = parentAcrossRoots(at.getRootNode())) {
    const other = places.get(at.getRootNode());
    if (other) return [other, at];
  }
  return [a, b];
}
