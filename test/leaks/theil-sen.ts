/**
 * The slope of samples taken at equal distances: the median of the slopes between every two of them. One sample that is
 * far off, since a collection came late, does not move it.
 */
export function theilSenSlope(samples: readonly number[]): number {
  const slopes = samples
    .flatMap((from, i) => samples.slice(i + 1).map((to, between) => (to - from) / (between + 1)))
    .sort((a, b) => a - b);
  const middle = (slopes.length - 1) / 2;
  return (slopes[Math.floor(middle)]! + slopes[Math.ceil(middle)]!) / 2;
}
