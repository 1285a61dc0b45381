/** Feeds that several suppliers share: which of them have answered for a slot, so that only the others are asked again. */
import type { Instant } from '#src/market/time.ts'

export interface SlotShares {
  answered(mark: string, supplier: string, slot: Instant): void
  hasAnswered(mark: string, supplier: string, slot: Instant): boolean
}

export function createSlotShares(): SlotShares {
  const last = new Map<string, Instant>()
  const nameOf = (mark: string, supplier: string) => `${supplier} of ${mark}`
  return {
    answered: (mark, supplier, slot) => void last.set(nameOf(mark, supplier), slot),
    hasAnswered: (mark, supplier, slot) => last.get(nameOf(mark, supplier)) === slot,
  }
}
