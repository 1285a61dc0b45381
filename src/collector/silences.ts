/** What a log hears of suppliers that fall silent and venues that disagree: one line when it begins, however long it lasts. */
import { isoOf } from '#src/market/time.ts'
import type { SupplierError } from '#src/sources/supplier.ts'
import type { Contradiction } from '#src/store/record/write.ts'
import type { ToldDisagreement } from './disagreement.ts'

export interface Silences {
  /** A feed of the supplier failed. */
  failed(supplier: string, error: SupplierError): void
  /** No feed of the supplier fails any more. */
  told(supplier: string): void
  /** All that venues disagree about now. */
  disagree(all: readonly ToldDisagreement[]): void
}

export function createSilences(tell: (line: string) => void): Silences {
  const silent = new Set<string>()
  let disputed: ReadonlySet<string> = new Set()
  return {
    failed(supplier, error) {
      if (silent.has(supplier)) return
      silent.add(supplier)
      tell(error.message)
    },
    told(supplier) {
      if (silent.delete(supplier)) tell(`${supplier}: answers again`)
    },
    disagree(all) {
      for (const one of all) if (!disputed.has(nameOf(one))) tell(one.told)
      disputed = new Set(all.map(nameOf))
    },
  }
}

/** For a log: a settlement that its venue tells otherwise than before. */
export function toldOfContradiction({ observation, known }: Contradiction): string {
  const { of, time, values, source } = observation
  const now = Object.values(values)[0]
  return `${source} tells ${now} for ${of.asset} settled at ${isoOf(time)}, where it told ${known}: the first is kept`
}

function nameOf({ venue, asset }: ToldDisagreement): string {
  return `${venue} ${asset}`
}
