import {scenarioNamed, scenarios} from './scenarios.js';

/**
 * The scenarios for calls from a browser. It is the user's phone and is up from the beginning, so
 * the callee's phone rings at once.
 *
 * @typedef {import('./scenarios.js').Scenario} Scenario
 * @typedef {import('./scenarios.js').Step} Step
 */

/** @type {Map<Scenario, Scenario>} */
const known = new Map();

/** @param {Scenario} scenario @returns {Scenario} */
export function browserScenario(scenario) {
  const found = known.get(scenario) ?? withoutOwnPhone(scenario);
  known.set(scenario, found);
  return found;
}

/** @param {Step} step */
const isCalleeRinging = ({caller, callee}) => caller === 'Success' && callee !== 'Success';

/** Whether a scenario is about the user's phone, which no call from a browser rings. */
function isAboutOwnPhone(/** @type {Scenario} */ {post, timeline}) {
  if (!timeline.length || post?.drop) return false;
  const last = timeline.at(-1);
  const isOwnHangUp = last?.caller === 'Finished' && last.callee !== 'Finished';
  return isOwnHangUp || !timeline.some(isCalleeRinging);
}

/** The steps from the ring of the callee's phone on. @param {readonly Step[]} timeline */
function fromCallee(timeline) {
  const start = timeline.findIndex(isCalleeRinging);
  const startedAt = timeline[start]?.at ?? 0;
  return timeline.slice(Math.max(0, start)).map((step) => ({...step, at: step.at - startedAt}));
}

/** @param {Scenario} scenario @returns {Scenario} */
function withoutOwnPhone(scenario) {
  if (!isAboutOwnPhone(scenario)) {
    return {...scenario, timeline: fromCallee(scenario.timeline)};
  }
  const {timeline} = scenarioNamed('answered');
  return {...scenario, timeline: fromCallee(timeline), endless: false};
}

/** How the platform refuses a call over SIP that it would refuse over REST. */
const REFUSALS = /** @type {Record<number, string>} */ ({
  400: '404 Not Found', 403: '403 Forbidden', 429: '503 Service Unavailable',
});

/** The answer that refuses a call; null where it is placed. @param {Scenario} scenario */
export function refusalIn({post}) {
  if (post?.status === undefined) return null;
  return REFUSALS[post.status] ?? '500 Server Internal Error';
}

/** How the call from a browser differs; null where it does not. @param {Scenario} scenario */
function differenceOf(scenario) {
  const refusal = refusalIn(scenario);
  if (refusal) return `The call is refused: \`${refusal}\`.`;
  const {drop} = scenario.post ?? {};
  if (drop === 'before') return 'The socket breaks, and no phone rings.';
  if (drop) return 'The socket breaks, and the call goes on.';
  return isAboutOwnPhone(scenario) ? 'Like *answered*: no other phone of yours rings.' : null;
}

/** The differences as a Markdown table, for the docs. */
export function browserScenariosAsMarkdown() {
  const rows = scenarios.flatMap((scenario) => {
    const difference = differenceOf(scenario);
    return difference ? [`| ${scenario.name} | ${difference} |`] : [];
  });
  return `${['| scenario | from a browser |', '|---|---|', ...rows].join('\n')}\n`;
}
