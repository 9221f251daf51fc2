const TRACE_CATEGORIES = [
  '-*', '__metadata', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline',
];

/**
 * The tasks of the page's main thread while `work` runs: when each began, and its processor time,
 * in ms.
 */
export async function tasksOf(page, work) {
  await page.tracing.start({categories: TRACE_CATEGORIES});
  await work();
  const json = new TextDecoder().decode(await page.tracing.stop());
  const {traceEvents} = JSON.parse(json);
  const threadOf = ({pid, tid}) => `${pid}/${tid}`;
  const mainThreads = new Set(traceEvents
    .filter(({name, args}) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(threadOf));
  const tasks = traceEvents.filter((event) =>
    event.name === 'RunTask' && event.ph === 'X' && mainThreads.has(threadOf(event)));
  if (!tasks.length) throw new Error('The trace has no tasks: this browser names them otherwise.');
  return tasks.map(({ts, dur, tdur = dur}) => ({start: ts / 1000, ms: tdur / 1000}));
}

/**
 * The longest task of the page's main thread while `work` runs, in ms of its processor time.
 */
export async function longestTask(page, work) {
  return Math.max(...(await tasksOf(page, work)).map(({ms}) => ms));
}
