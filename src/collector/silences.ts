/** What a log hears of suppliers that fall silent: one line when it begins, one when it is over, however many feeds. */
import type { SupplierError } from '#src/sources/supplier.ts'

export interface Silences {
  /** A feed of the supplier failed. */
  failed(supplier: string, error: SupplierError): void
  /** No feed of the supplier fails any more. */
  told(supplier: string): void
}

export function createSilences(tell: (line: string) => void): Silences {
  const silent = new Set<string>()
  return {
    failed(supplier, error) {
      if (silent.has(supplier)) return
      silent.add(supplier)
      tell(error.message)
    },
    told(supplier) {
      if (silent.delete(supplier)) tell(`${supplier}: answers again`)
    },
  }
}
