// Runs in the page: sockets whose frames count as work that is under way, until the page has them.

/** Texts between the two ends of the walk's sockets, which the app never sees. */
export const MARKERS = {
  /** The server has handled one frame more, and sent what it had to say to it. */
  answered: 'walk:answered',
  /** The server asks whether all of its frames have arrived. */
  sync: 'walk:sync',
  synced: 'walk:synced',
  /** The connection breaks now. */
  broken: 'walk:broken',
};

export function installSockets(markers) {
  const {walk} = globalThis;
  const RealSocket = globalThis.WebSocket;

  globalThis.WebSocket = class extends RealSocket {
    /** Ends of the contacts that the server has not answered yet, oldest first. */
    #unanswered = [walk.beginContact()];
    #isBroken = false;

    constructor(url) {
      const address = new URL(url);
      address.searchParams.set('walk', walk.documentId);
      super(address);
      this.addEventListener('message', (event) => this.#hear(event));
      this.addEventListener('close', (event) => this.#handleClose(event));
    }

    send(text) {
      // Without a network, frames wait.
      if (!navigator.onLine) return addEventListener('online', () => this.send(text), {once: true});
      if (this.readyState !== RealSocket.OPEN) return;
      this.#unanswered.push(walk.beginContact());
      super.send(text);
    }

    close(...args) {
      if (this.readyState < RealSocket.CLOSING && navigator.onLine) this.#unanswered.push(walk.beginContact());
      super.close(...args);
    }

    #hear(event) {
      const {data} = event;
      if (!data.startsWith('walk:')) return void walk.beginContact()();
      event.stopImmediatePropagation();
      if (data === markers.answered) this.#unanswered.shift()?.();
      else if (data === markers.sync) super.send(markers.synced);
      else if (data === markers.broken) this.#break();
    }

    #break() {
      const end = walk.beginContact();
      this.dispatchEvent(new CloseEvent('close', {code: 1006}));
      this.#isBroken = true;
      super.close();
      end();
    }

    #handleClose(event) {
      // The app has heard of it already.
      if (this.#isBroken) event.stopImmediatePropagation();
      for (const end of this.#unanswered.splice(0)) end();
    }
  };
}
