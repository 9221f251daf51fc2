// Makes a walk that fails shorter. fast-check would try far more walks: it does not know that all
// steps after the failure, and most before it, have no part in it.

const PLAIN_PAGE = {hasPanel: false, hasSelect: false, disablesWhileBusy: false, confirm: 'auto', push: null};

function* simplerWalks(walk) {
  for (let index = walk.steps.length - 1; index >= 0; index--) {
    yield {...walk, steps: walk.steps.filter((_, other) => other !== index)};
  }
  for (const [name, plain] of Object.entries(PLAIN_PAGE)) {
    if (walk.page[name] !== plain) yield {...walk, page: {...walk.page, [name]: plain}};
  }
  for (const name of Object.keys(walk.page.push ?? {})) {
    const {[name]: _plain, ...push} = walk.page.push;
    yield {...walk, page: {...walk.page, push}};
  }
  for (const [index, step] of walk.steps.entries()) {
    if (!step.nth) continue;
    yield {...walk, steps: walk.steps.map((one, other) => other === index ? {...one, nth: 0} : one)};
  }
}

/**
 * The simplest walk that was found to fail, and its verdict.
 * @param {object} walk
 * @param {{step: number}} verdict
 * @param {(walk: object) => Promise<object | null>} judge The verdict of a walk, if it is of the same kind.
 * @param {number} endsAt Epoch ms: then it is short enough.
 */
export async function shrink(walk, verdict, judge, endsAt) {
  let best = {walk: {...walk, steps: walk.steps.slice(0, verdict.step + 1)}, verdict};
  for (let isSimpler = true; isSimpler;) {
    isSimpler = false;
    for (const candidate of simplerWalks(best.walk)) {
      if (Date.now() > endsAt) return best;
      const found = await judge(candidate);
      if (!found) continue;
      best = {walk: {...candidate, steps: candidate.steps.slice(0, found.step + 1)}, verdict: found};
      isSimpler = true;
      break;
    }
  }
  return best;
}
