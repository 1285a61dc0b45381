/** The place of one value among others, and for how many weeks in a row it was the first or the last. */

export interface Place {
  /** 1 = highest; equal values share the better rank. */
  readonly rank: number
  /** How many were ranked, itself included. */
  readonly of: number
  /** Whether another has exactly the same value: then it is neither first nor last alone. */
  readonly tied: boolean
}

/** Place of `value` among itself and `others`. */
export function placeAmong(value: number, others: readonly number[]): Place {
  return {
    rank: 1 + others.filter((other) => other > value).length,
    of: 1 + others.length,
    tied: others.includes(value),
  }
}

/** Alone at that end of a ranking of at least two. */
function isAt(end: 'first' | 'last', place: Place): boolean {
  return place.of >= 2 && !place.tied && place.rank === (end === 'first' ? 1 : place.of)
}

/**
 * Weeks in a row, the newest included, at one end of the ranking.
 *
 * `places` begins with the newest week and ends with the oldest on record; undefined is a week that could not
 * be ranked. A week without a rank, with a tie, or elsewhere stops the count. Undefined where the newest week
 * has no rank, or where the run reaches the oldest week: it may be longer than the record.
 */
export function weeksInARow(
  end: 'first' | 'last',
  places: readonly (Place | undefined)[],
): number | undefined {
  if (places[0] === undefined) return undefined
  const stop = places.findIndex((place) => place === undefined || !isAt(end, place))
  return stop < 0 ? undefined : stop
}
