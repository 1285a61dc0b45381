/** Editions are frozen knowledge: the same data make the same edition, and plain data say the same again. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import { editionLabel } from '#src/briefing/edition.ts'
import { figuresOf, makeEdition } from '#src/editions/make.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import {
  composed,
  editionOf,
  linesOf,
  mondays,
  readAnew,
  readHistory,
  sampleFolder,
} from '../support/editions.ts'
import { EVERY_CASE } from '../support/cases.ts'

describe('an edition', () => {
  let history: History
  let last: string
  let edition: Edition

  beforeAll(async () => {
    history = await readHistory(sampleFolder)
    last = mondays('2024-11-04', history).at(-1) ?? ''
    edition = editionOf(history, last)
  })

  it('is the same again from the same history, and from the same folder read again', async () => {
    expect(editionOf(history, last)).toEqual(edition)
    expect(editionOf(await readAnew(sampleFolder), last).id).toBe(edition.id)
  })

  it.runIf(EVERY_CASE)('has an id of twelve hex digits that names its content', () => {
    expect(edition.id).toMatch(/^[0-9a-f]{12}$/)
    expect(editionLabel(edition)).toBe(`${last} r1 · ${edition.id}`)
    expect(makeEdition({ ...history, name: 'another' }, edition.week).id).not.toBe(edition.id)
    expect(editionOf(history, last, 'Asia/Tokyo').id).not.toBe(edition.id)
    expect(editionOf(history, mondays('2024-11-04', history).at(-2) ?? '').id).not.toBe(edition.id)
  })

  it('keeps its id in a later revision of the same figures', () => {
    const again = makeEdition(history, edition.week, { revision: 2 })
    expect(again.id).toBe(edition.id)
    expect(editionLabel(again)).toContain(' r2 ')
  })

  it('survives JSON and says the same afterwards, to the letter', () => {
    const thawed = JSON.parse(JSON.stringify(edition)) as Edition
    expect(thawed).toEqual(edition)
    for (const locale of LOCALES) {
      expect(linesOf(composed(thawed, locale))).toEqual(linesOf(composed(edition, locale)))
      expect(composed(thawed, locale, 'full').message).toEqual(composed(edition, locale, 'full').message)
    }
  })

  it('names each figure once over all its readings', () => {
    const names = Object.values(edition.readings).flatMap((reading) => Object.keys(reading.figures))
    const twice = names.filter((name, index) => names.indexOf(name) !== index)
    expect(twice).toEqual([])
    expect(Object.keys(figuresOf(edition.readings))).toEqual([...names].sort())
  })

  it('never calls a figure both known and missing', () => {
    const known = new Set(Object.keys(figuresOf(edition.readings)))
    const both = Object.values(edition.readings)
      .flatMap((reading) => reading.missing)
      .filter(({ figure }) => known.has(figure))
    expect(both).toEqual([])
  })

  it('of a week that is not over claims nothing of it', () => {
    const unfinished = makeEdition(
      history,
      weekEnding(new Date(Date.parse(last) + 7 * 86_400_000).toISOString().slice(0, 10)),
    )
    for (const locale of LOCALES)
      expect(linesOf(composed(unfinished, locale)).join()).not.toMatch(/undefined|NaN/)
    expect(unfinished.readings.marketcap.figures['marketcap.total.end']).toBeUndefined()
  })
})
