// What the main thread of a page does, by the browser's trace.
const TRACE_CATEGORIES = [
  '-*', '__metadata', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline',
];

/**
 * The main thread's work while `work` runs, as `{start, ms}`: its tasks with their processor time, and
 * among them the callbacks that ran in idle time, with as much of their time as the browser gave them.
 * @returns {Promise<{tasks: object[], idle: object[], timeOf: (stamp: string) => number}>} all in ms;
 *   `timeOf`: when the page called `console.timeStamp` with this name
 */
export async function traceOf(page, work) {
  await page.tracing.start({categories: TRACE_CATEGORIES});
  await work();
  const json = new TextDecoder().decode(await page.tracing.stop());
  const {traceEvents} = JSON.parse(json);
  const threadOf = ({pid, tid}) => `${pid}/${tid}`;
  const mainThreads = new Set(traceEvents
    .filter(({name, args}) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(threadOf));
  const workOf = (wanted) => traceEvents
    .filter((event) => event.name === wanted && event.ph === 'X' && mainThreads.has(threadOf(event)))
    .map(({ts, dur, tdur = dur, args}) => ({start: ts / 1000, ms: tdur / 1000, ...args.data}));
  const tasks = workOf('RunTask');
  if (!tasks.length) throw new Error('The trace has no tasks: this browser names them otherwise.');
  const idle = workOf('FireIdleCallback').map(({start, ms, allottedMilliseconds = 0}) =>
    ({start, ms: Math.min(ms, allottedMilliseconds)}));
  const timeOf = (stamp) => traceEvents
    .find(({name, args}) => name === 'TimeStamp' && args.data.message === stamp).ts / 1000;
  return {tasks, idle, timeOf};
}

/** The longest task of the page's main thread while `work` runs, in ms of its processor time. */
export async function longestTask(page, work) {
  const {tasks} = await traceOf(page, work);
  return Math.max(...tasks.map(({ms}) => ms));
}
