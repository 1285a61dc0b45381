/** Whether a sector's index reports its coins: how many moved with it, and whether they are few enough to be named. */

/** Below this the coins speak for themselves. */
const FEW_MEMBERS = 5

export interface Followed {
  /** The index's return, a fraction. */
  readonly weekReturn: number
  readonly members: number
  /** Members that rose. */
  readonly rising: number
  /** Members that fell: one that did not move has done neither. */
  readonly falling: number
}

/** With fewer than five members the coins are named beside the index, never the index alone. */
export function namesCoins({ members }: Pick<Followed, 'members'>): boolean {
  return members < FEW_MEMBERS
}

/** Members that went the way of their index. */
export function followers({ weekReturn, rising, falling }: Followed): number {
  return weekReturn > 0 ? rising : falling
}

/** Half of the members or more did not follow their index: it says how many did. */
export function isNarrow(row: Followed): boolean {
  return 2 * followers(row) <= row.members
}
