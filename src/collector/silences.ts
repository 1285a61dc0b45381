/** What a log hears of suppliers that fall silent and venues that disagree: one line when it begins, however long it lasts. */
import { isoOf } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import type { LeftOut, SupplierError } from '#src/sources/supplier.ts'
import { adviceOn } from './advice.ts'
import type { ReportedDisagreement } from './disagreement.ts'

/** Contracts that one line names. */
const NAMED = 20

/** Values that are withheld from one pass on, a line each, before the rest is counted. */
const LINES = 20

export interface Silences {
  /** A feed of the supplier failed. */
  failed(supplier: string, error: SupplierError): void
  /** No feed of the supplier fails any more. */
  reported(supplier: string): void
  /** What a supplier reports that is no crypto; one line for each that is new. */
  leftOut(supplier: string, all: readonly LeftOut[]): void
  /** All that is in no figure now, or was reported otherwise and is not used; a line for each that is new. */
  withheld(all: readonly Withheld[]): void
  /** All that venues disagree about now. */
  disagree(all: readonly ReportedDisagreement[]): void
}

export function createSilences(log: (line: string) => void): Silences {
  const silent = new Set<string>()
  const named = new Set<string>()
  const doubted = new Set<string>()
  let disputed: ReadonlySet<string> = new Set()
  return {
    failed(supplier, error) {
      if (silent.has(supplier)) return
      silent.add(supplier)
      const advice = adviceOn(error)
      log(advice === '' ? error.message : `${error.message}; ${advice}`)
    },
    reported(supplier) {
      if (silent.delete(supplier)) log(`${supplier}: answers again`)
    },
    leftOut(supplier, all) {
      const fresh = all.filter(({ name }) => !named.has(`${supplier} ${name}`))
      if (fresh.length === 0) return
      for (const { name } of fresh) named.add(`${supplier} ${name}`)
      const names = fresh.slice(0, NAMED).map((one) => `${one.name} (${one.class})`)
      const more = fresh.length > NAMED ? ` and ${fresh.length - NAMED} more` : ''
      log(`${supplier}: no crypto, left out: ${names.join(', ')}${more}`)
    },
    withheld(all) {
      const fresh = all.filter((one) => !doubted.has(factOf(one)))
      for (const one of fresh) doubted.add(factOf(one))
      for (const one of fresh.slice(0, LINES)) log(describeWithheld(one))
      const more = fresh.length - LINES
      if (more > 0) log(`withheld: ${more} more values, which /sources and doctor name`)
    },
    disagree(all) {
      for (const one of all) if (!disputed.has(nameOf(one))) log(one.reported)
      disputed = new Set(all.map(nameOf))
    },
  }
}

/** What is withheld has a name; what stands beside another report is known by all that it says. */
function factOf({ name, table, of, time, value }: Withheld): string {
  return name ?? JSON.stringify([table, of, time, value])
}

/** For a log: what was reported, what speaks against it, and what to do. */
function describeWithheld({ name, table, of, time, value, reason, against }: Withheld): string {
  const other = against[0]?.value
  const settled = `${of.asset} settled at ${isoOf(time)}`
  if (reason === 'settled')
    return `${of.venue} reports ${value} for ${settled}, where it reported ${other} before: the first is kept`
  const accept = `let it stand with doctor accept ${name} or /correct ${name}`
  if (reason === 'disputed')
    return `withheld: ${of.venue} reported ${value} for ${settled}, and ${other} later: neither is in any figure; if the first is right, ${accept}`
  const what = [table, ...Object.values(of), isoOf(time)].filter((part) => part !== '').join(' ')
  const held = against.map((one) => `${one.name} ${one.value}`).join(', ')
  return `withheld: ${what} reported as ${value}, held against ${held}: it is in no figure until something confirms it; if it is right, ${accept}`
}

function nameOf({ venue, asset }: ReportedDisagreement): string {
  return `${venue} ${asset}`
}
