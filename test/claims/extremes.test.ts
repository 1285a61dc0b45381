/** The ledger of extremes of every edition, recomputed from the CSV files, and asked for what it leaves out. */
import { beforeAll, describe, expect, it } from 'vitest'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { checkExtreme } from './extremes/check.ts'
import { missing, strongest } from './extremes/recall.ts'
import { weightFaults } from './extremes/weight.ts'
import { sampleFolder } from './folders.ts'
import type { EditionTexts, PublishedExtreme } from './product/briefing.ts'
import { editionsOf } from './product/editions.ts'
import { type MarketRecord, readRecord } from './record/record.ts'
import { weekTo } from './record/time.ts'

describe('the extremes of the sample', () => suite(sampleFolder))

describeWithShared('the extremes of the recorded history', ['dataset'], () =>
  suite(sharedFolder('dataset') as string),
)

function suite(folder: string): void {
  let editions: readonly EditionTexts[]
  let record: MarketRecord

  beforeAll(async () => {
    editions = await editionsOf(folder)
    record = readRecord(folder)
  })

  const withLedger = (name: string, check: (edition: EditionTexts) => readonly string[]) =>
    it(name, () => {
      const faults = editions.flatMap((edition) =>
        check(edition).map((fault) => `${edition.monday} ${fault}`),
      )
      expect(faults).toEqual([])
    })

  withLedger('are what the record holds', ({ monday, briefing }) =>
    briefing.extremes.flatMap((entry) => checkExtreme(record, entry, weekTo(monday))),
  )

  withLedger('leave out nothing of half a year, and no record', ({ monday, briefing }) =>
    missing(briefing.extremes, strongest(record, weekTo(monday))),
  )

  it('weigh what the record says', () => {
    const faults = editions.flatMap((edition, at) => {
      const before = editions.slice(0, at).map(({ briefing }) => briefing)
      return weightFaults(record, edition, before.reverse()).map((fault) => `${edition.monday} ${fault}`)
    })
    expect(faults).toEqual([])
  })

  withLedger('stand strongest first, those withheld last', ({ briefing }) => {
    const entries = briefing.extremes
    return entries.flatMap((entry, at) => {
      const before = entries[at - 1]
      if (before === undefined) return []
      // What is young is told by its size, although it is told no since.
      const withheld = ({ guard, young }: PublishedExtreme) => guard !== undefined && young !== true
      if (withheld(before) && !withheld(entry)) return [`${entry.series} stands behind what is withheld`]
      const alike = withheld(before) === withheld(entry)
      return alike && entry.salience > before.salience + 1e-12
        ? [`${entry.series} is stronger than ${before.series}`]
        : []
    })
  })
}
