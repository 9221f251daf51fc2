/** Reads the outcomes that a page offers for calls. */

export interface CallOutcome {
  readonly value: string;
  readonly label: string;
}

/** `outcomes`: a list, or text with commas between them. Empty and repeated ones are dropped. */
export function readOutcomes(outcomes: unknown): readonly CallOutcome[] {
  const isList = Array.isArray(outcomes);
  const listed: readonly unknown[] = isList ? outcomes : textOf(outcomes).split(',');
  const byValue = new Map<string, CallOutcome>();
  for (const each of listed) {
    const {value, label} = readOutcome(each);
    const outcomeValue = textOf(value);
    if (!outcomeValue || byValue.has(outcomeValue)) continue;
    byValue.set(outcomeValue, {value: outcomeValue, label: textOf(label) || outcomeValue});
  }
  return [...byValue.values()];
}

/** Without the attribute, the property has its default again. */
export const outcomesConverter = {
  fromAttribute: (text: string | null) => text === null ? null : readOutcomes(text),
};

function readOutcome(outcome: unknown): {readonly value?: unknown; readonly label?: unknown} {
  return typeof outcome === 'object' ? outcome ?? {} : {value: outcome, label: outcome};
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
