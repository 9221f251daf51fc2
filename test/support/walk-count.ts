/**
 * How many random walks a test takes: `usual`, or `WALK_FACTOR` times as many:
 * `WALK_FACTOR=20 npx wtr …`. Beside Chromium, `npm test` takes fewer, since walks try the store and
 * no engine.
 */
export function walkCount(usual: number): number {
  const {content} = document.querySelector<HTMLMetaElement>('meta[name=walk-factor]')!;
  return Math.ceil(usual * Number(content));
}
