/**
 * One timer for all running clocks of the page. It stops while none runs, or all of them are in
 * hidden windows.
 */
import type {ReactiveController, ReactiveControllerHost} from 'lit';

const SECOND_MS = 1000;

/** The documents of the clocks: a page can move a clock into another window. */
const clocks = new Map<() => void, Document>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Calls the listener on every full second while `page` is visible; returns the unsubscribe. */
function onEverySecond(listener: () => void, page: Document): () => void {
  // Adding the same listener again has no effect.
  page.addEventListener('visibilitychange', scheduleTick);
  clocks.set(listener, page);
  scheduleTick();
  return () => {
    clocks.delete(listener);
    const pages = [...clocks.values()];
    if (!pages.includes(page)) page.removeEventListener('visibilitychange', scheduleTick);
    if (pages.length === 0) clearTimeout(timer);
  };
}

function scheduleTick(): void {
  clearTimeout(timer);
  if ([...clocks.values()].every(isHidden)) return;
  timer = setTimeout(() => {
    scheduleTick();
    for (const [listener, page] of [...clocks]) if (!isHidden(page)) listener();
  }, SECOND_MS - Date.now() % SECOND_MS);
}

const isHidden = (page: Document): boolean => page.visibilityState === 'hidden';

interface TickingHost extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly ownerDocument: Document;
}

/** Renders its host on every full second, while it runs and the host is connected. */
export class TickController implements ReactiveController {
  #stop: (() => void) | undefined;

  constructor(private readonly host: TickingHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Starts or stops. */
  toggle(isRunning: boolean): void {
    const {host} = this;
    if (!isRunning || !host.isConnected) return this.hostDisconnected();
    this.#stop ??= onEverySecond(() => host.requestUpdate(), host.ownerDocument);
  }
}
