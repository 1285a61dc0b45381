/** Market cap, open interest, funding and positioning of every recorded week: what they may not say. */
import { beforeAll, expect, it } from 'vitest'
import type { Statement } from '#src/briefing/section.ts'
import { fundingSection } from '#src/briefing/sections/funding.ts'
import { marketcapSection } from '#src/briefing/sections/marketcap.ts'
import { openinterestSection } from '#src/briefing/sections/openinterest.ts'
import { outlookSection } from '#src/briefing/sections/outlook.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { readAll, type Readings } from '#src/services/index.ts'
import { figuresIn } from '../../support/figuresin.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

const FIRST = startOfDay('2025-03-03')
const WEEKS = 38

interface WeekStatements {
  readonly edition: string
  readonly readings: Readings
  readonly statements: readonly Statement[]
  /** Both wordings in both languages. */
  readonly texts: readonly string[]
}

describeWithShared('positioning of every recorded week', ['dataset'], (dataset) => {
  let weeks: WeekStatements[]
  beforeAll(async () => {
    const history = await readHistory(dataset)
    weeks = Array.from({ length: WEEKS }, (_, i) => {
      const week = weekEnding(dayOf(FIRST + i * 7 * DAY))
      const readings = readAll(history, week)
      const extremes = rankExtremes(readExtremes(history, week), [])
      const statements = [
        marketcapSection(readings.marketcap, extremes),
        openinterestSection(readings.openinterest, extremes),
        fundingSection(readings.funding, readings.fundingEthereum, extremes),
        outlookSection(readings.positioning),
      ].flatMap((section) => section.statements)
      const texts = statements.flatMap((one) => wordings(one, week.end))
      return { edition: week.edition, readings, statements, texts }
    })
  })

  function wordings({ key, values }: Statement, end: number): string[] {
    return LOCALES.flatMap((locale) => {
      const words = createWords(locale, 'UTC', end)
      return [
        words.say(`${key}.text` as WordKey, values),
        words.sayOtherwise(`${key}.text` as WordKey, values),
      ]
    })
  }

  const keysOf = ({ statements }: WeekStatements) => statements.map(({ key }) => key as string)

  it('says nothing of forced selling, crowds, tendencies or causes', () => {
    const forbidden =
      /強制|出にく|傾向|とされる|偏り|過熱|ため、|を受けて|forced|crowd|tends|ha(?:s|ve) meant|because|due to/u
    expect(weeks.flatMap(({ texts }) => texts).filter((text) => forbidden.test(text))).toEqual([])
  })

  it('names the window of every peak', () => {
    const peaks = weeks.flatMap(({ texts }) => texts).filter((text) => /ピーク|\bpeak\b/u.test(text))
    expect(peaks.length).toBeGreaterThan(10)
    expect(peaks.filter((text) => !/過去90日|90-day/u.test(text))).toEqual([])
  })

  it('holds one verdict on the coins, in the section and in the outlook', () => {
    const verdicts = ['more', 'fewer', 'still'].map((way) => WAYS[way as keyof typeof WAYS])
    for (const week of weeks) {
      const keys = keysOf(week)
      const held = verdicts.filter((of) => keys.some((key) => of.includes(key)))
      expect(held.length, `${week.edition} ${keys}`).toBeLessThanOrEqual(1)
    }
  })

  it('"new shorts" needs funding that is negative or under half of the week before', () => {
    for (const { edition, readings, statements } of weeks) {
      const isStated = statements.some(({ key }) => key === 'openinterest.newShorts')
      const [reference] = readings.funding.value.verdict?.venues ?? []
      if (!isStated || !reference) continue
      const { mean, meanBefore = 0 } = reference
      expect(mean < 0 || mean < meanBefore / 2, edition).toBe(true)
    }
    const [last] = weeks.slice(-1)
    expect(last && keysOf(last)).toContain('openinterest.addedFundingPositive')
  })

  it('2025-10-06: "recovers $4T" does not stand where the end is the highest of the record', () => {
    const week = weeks.find(({ edition }) => edition === '2025-10-06')
    expect(week && keysOf(week)).toContain('marketcap.high')
    expect(week && keysOf(week).filter((key) => key.startsWith('marketcap.crossed'))).toEqual([])
  })

  it('2025-10-20: the run of 80 hours is told with its days and its "since"', () => {
    const week = weeks.find(({ edition }) => edition === '2025-10-20')
    expect(week?.texts).toContain(
      'On Binance BTC funding was negative for 80 hours, from the 16th to the 19th: the longest run since 14 September 2024.',
    )
  })

  it('carries the same figures in both languages and both wordings', () => {
    for (const { edition, statements } of weeks) {
      for (const one of statements) {
        const [ja, jaOther, en, enOther] = wordings(one, startOfDay(edition))
        const figures = [
          figuresIn(ja ?? '', 'ja'),
          figuresIn(jaOther ?? '', 'ja'),
          figuresIn(en ?? '', 'en'),
          figuresIn(enOther ?? '', 'en'),
        ].map((all) => all.join(' '))
        expect(new Set(figures).size, `${edition} ${one.key}: ${figures.join(' | ')}`).toBe(1)
      }
    }
  })
})

/** Keys that say which way the coins went. */
const WAYS = {
  more: [
    'openinterest.coinsMore',
    'openinterest.coinsMoreAgainst',
    'openinterest.newLongs',
    'openinterest.newShorts',
    'openinterest.addedFundingPositive',
    'outlook.added',
    'outlook.rebuilt',
  ],
  fewer: [
    'openinterest.coinsFewer',
    'openinterest.coinsFewerAgainst',
    'openinterest.longUnwinding',
    'openinterest.shortCovering',
    'outlook.unwound',
    'outlook.fewer',
  ],
  still: ['openinterest.calm', 'openinterest.priceOnly', 'outlook.calm'],
}
