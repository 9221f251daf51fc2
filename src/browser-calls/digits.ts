/** Sending keys over a call. */

const DIGIT_MS = 100;
const GAP_MS = 70;
/** That of browsers, for a comma. */
const PAUSE_MS = 2000;
/** By which the end may be late. */
const SLACK_MS = 2000;

const durationOf = (digits: string): number =>
  [...digits].reduce((sum, digit) => sum + (digit === ',' ? PAUSE_MS : DIGIT_MS + GAP_MS), 0);

/** Resolves once all are sent, also those that were on their way. */
export async function sendDigits(dtmf: RTCDTMFSender, digits: string): Promise<void> {
  const all = dtmf.toneBuffer + digits;
  dtmf.insertDTMF(all, DIGIT_MS, GAP_MS);
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      dtmf.removeEventListener('tonechange', handleTone);
      resolve();
    };
    const handleTone = ({tone}: RTCDTMFToneChangeEvent): void => { if (!tone) finish(); };
    const timer = setTimeout(finish, durationOf(all) + SLACK_MS);
    dtmf.addEventListener('tonechange', handleTone);
  });
}
