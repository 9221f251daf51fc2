/** Whether a call has to be confirmed, since it costs more. */
import {parserPart} from '../../phone/parser-part.js';

export type Confirm = 'auto' | 'always' | 'never';
export type CostReason = 'always' | 'international' | 'premium-rate' | 'satellite';
type Parser = Awaited<ReturnType<typeof parserPart.load>>;

/** How long a call waits for the part of the script that reads its number. */
const READING_TIMEOUT_MS = 10_000;

/** Rejects where it does not come in time, or `withdrawn` does. */
export async function loadParser(withdrawn?: Promise<never>): Promise<Parser> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, READING_TIMEOUT_MS);
  });
  try {
    return await Promise.race([parserPart.loadNow(), withdrawn ?? late, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface PlannedCall {
  readonly confirm: Confirm;
  readonly e164: string;
  readonly homeCountry: string | undefined;
}

/** Null if there is no need to ask. Asking is the safe side if the cost cannot be known. */
export async function costReason(
  {confirm, e164, homeCountry}: PlannedCall, withdrawn?: Promise<never>,
): Promise<CostReason | null> {
  if (confirm === 'never') return null;
  if (confirm === 'always') return 'always';
  try {
    const {isCostly, parseNumber} = await loadParser(withdrawn);
    const number = parseNumber(e164);
    return number && isCostly(number, homeCountry);
  } catch {
    return 'always';
  }
}
