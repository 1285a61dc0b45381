/** How the editions of a history read: the targets of repetition, joining and density, on every history at hand. */
import { beforeAll, describe, expect, it } from 'vitest'
import { maskFor } from '../../scripts/words/mask.ts'
import { type Measures, measure } from '../../scripts/words/measures.ts'
import { editionsOf } from '../claims/product/editions.ts'
import type { EditionTexts, Language } from '../claims/product/briefing.ts'
import { sampleFolder } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'

describe('the words of the sample', () => suite(sampleFolder, '2024-11-04'))

describeWithShared('the words of the recorded history', ['dataset'], (dataset) =>
  suite(dataset, '2025-03-03'),
)

function suite(folder: string, first: string): void {
  let editions: readonly EditionTexts[]

  beforeAll(async () => {
    editions = await editionsOf(folder, first)
  })

  describe.each(['ja', 'en'] as const)('%s', (language: Language) => {
    let measures: Measures

    beforeAll(() => {
      measures = measure(editions, language, maskFor(folder, language))
    })

    it('repeat at most a fifth of the forms of the week before', () => {
      const { some, all } = measures.repeated
      expect(some / all, `${some} of ${all}`).toBeLessThanOrEqual(0.2)
    })

    it('have no section word for word two weeks running', () => {
      expect(measures.wordForWord.some, JSON.stringify(measures.bySection)).toBe(0)
    })

    it('join two to four of ten sentences', () => {
      expect(measures.connectives).toBeGreaterThanOrEqual(2)
      expect(measures.connectives).toBeLessThanOrEqual(4)
    })

    it('lead with no form more than three times in 17 weeks', () => {
      expect(measures.leadingInARow[1], measures.leadingInARow[0]).toBeLessThanOrEqual(3)
    })

    it('begin the headline with no series more than three times in 17 weeks', () => {
      const [series, times] = measures.leadingSeriesInARow
      expect(times, series).toBeLessThanOrEqual(3)
    })

    it('give a price of BTC in every edition', () => {
      expect(measures.priced).toBe(measures.editions)
    })

    if (language === 'ja') {
      it('hold at most five values per 100 characters', () => {
        expect(measures.density).toBeLessThanOrEqual(5)
      })
    }
  })
}
