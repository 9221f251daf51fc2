/** The turns that the real browser takes, and the bodies that it reads, while virtual time stands still. */

/** A macrotask of the real browser: streams and promises of the fetch classes need it to finish. */
const macrotaskChannel = new MessageChannel();
const macrotaskResolvers: (() => void)[] = [];
macrotaskChannel.port1.onmessage = () => macrotaskResolvers.shift()?.();
export const nextMacrotask = () => new Promise<void>((resolve) => {
  macrotaskResolvers.push(resolve);
  macrotaskChannel.port2.postMessage(null);
});

/** Bodies that the real browser is reading, in its own time. */
let pendingReads = 0;
for (const method of ['text', 'json'] as const) {
  const read: (this: Response) => Promise<unknown> = Response.prototype[method];
  Response.prototype[method] = async function (this: Response): Promise<never> {
    pendingReads++;
    try {
      return await read.call(this) as never;
    } finally {
      pendingReads--;
    }
  };
}

export const isReadingBodies = (): boolean => pendingReads > 0;
