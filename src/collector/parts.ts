/** Of feeds of many parts that several suppliers tell: who has told its own in this slot, so that only the others are asked again. */
import type { Instant } from '#src/market/time.ts'

export interface Parts {
  told(mark: string, supplier: string, slot: Instant): void
  isTold(mark: string, supplier: string, slot: Instant): boolean
}

export function createParts(): Parts {
  const last = new Map<string, Instant>()
  const nameOf = (mark: string, supplier: string) => `${supplier} of ${mark}`
  return {
    told: (mark, supplier, slot) => void last.set(nameOf(mark, supplier), slot),
    isTold: (mark, supplier, slot) => last.get(nameOf(mark, supplier)) === slot,
  }
}
