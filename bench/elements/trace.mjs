/** The longest task of the page's main thread while `work` runs, in ms of its own processor time. */
export async function longestTask(page, work) {
  await page.tracing.start({categories: ['-*', '__metadata', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline']});
  await work();
  const {traceEvents} = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
  const mains = new Set(traceEvents
    .filter(({name, args}) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({pid, tid}) => `${pid}/${tid}`));
  const tasks = traceEvents.filter(({name, ph, pid, tid}) => name === 'RunTask' && ph === 'X' && mains.has(`${pid}/${tid}`));
  if (!tasks.length) throw new Error('The trace has no tasks: this browser names them otherwise.');
  return Math.max(...tasks.map(({dur, tdur = dur}) => tdur)) / 1000;
}
