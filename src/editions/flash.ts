/** Making flashes: what settled is frozen with its evidence, deepened within a day, and made again when the record changes. */
import type { FlashEdition, RemadeFlash } from '#src/briefing/flash/edition.ts'
import type { History } from '#src/market/history.ts'
import type { FlashCandidate } from '#src/services/flash/candidate.ts'

/** The first revision of a flash. */
export function makeFlash(_history: History, _candidate: FlashCandidate): FlashEdition {
  throw new Error('to come')
}

/** The next revision: what settled later of the same subject and went further is one more line. */
export function deepenFlash(
  _history: History,
  _edition: FlashEdition,
  _candidate: FlashCandidate,
): FlashEdition {
  throw new Error('to come')
}

/** What the record makes of a flash now: the same, a corrected revision, or one that says it is withdrawn. */
export function remakeFlash(_history: History, _edition: FlashEdition): RemadeFlash {
  throw new Error('to come')
}
