/** What a week's turnover is called beside the weeks before it. */

export type TurnoverWord = 'jumped' | 'held-up' | 'eased' | 'dried-up'

/** `ratio` is the week's turnover over the mean of the four before: >= 1.25, >= 0.90, >= 0.75, below. */
export function turnoverWord(ratio: number): TurnoverWord {
  if (ratio >= 1.25) return 'jumped'
  if (ratio >= 0.9) return 'held-up'
  return ratio < 0.75 ? 'dried-up' : 'eased'
}

/** Spot's share of all trading, spot / (spot + perpetual), a fraction; NaN where nothing was traded. */
export function spotShare(spot: number, perpetual: number): number {
  const all = spot + perpetual
  return all > 0 ? spot / all : Number.NaN
}
