/** The short form: price first, watch list last, between them the strongest that fit a phone's lines in both languages. */
import { describe, expect, it } from 'vitest'
import { grammarOf } from '#src/i18n/grammar.ts'
import { compactOf } from '#src/briefing/thread/compact.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { ThreadMaterial } from '#src/briefing/thread/material.ts'
import type { Watch } from '#src/briefing/thread/watch.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { entry, type Given, keysOf, material } from './given.ts'

const price = { end: 94_000, weekReturn: -0.06 }
const breadth = { rising: 21, counted: 100 }
const gold = entry('cross.gold.close', { kind: 'high', salience: 0.6 })
const none: Watch = { lines: [], levels: [] }
const two: Watch = { lines: [], levels: [90_000, 99_000].map((level) => ({ side: 'below', level })) }

function coins(low: number, high: number): Given {
  const leverage = { word: 'mixed', coinsWeek: { low, high } }
  return { openinterest: { leverage } as unknown as Given['openinterest'] & {} }
}

function compactFor(given: Given, watch: Watch = none): string[] {
  return keysOf(compactOf(material({ price, ...given }), [], watch))
}

describe('the price', () => {
  it('comes first, with its streak from the third week on; or that it is missing', () => {
    const streak = (weeks: number, weekReturn: number) =>
      compactFor({ price: { end: 94_000, weekReturn, streak: { direction: 'down', weeks } } })
    expect(streak(2, -0.06)).toEqual(['compact.price'])
    expect(streak(3, -0.06)).toEqual(['compact.priceDown'])
    expect(streak(3, 0.06)).toEqual(['compact.priceUp'])
    expect(compactFor({ price: { weekReturn: -0.06 } })).toEqual(['price.missing'])
    expect(compactFor({ price: { end: 94_000 } })).toEqual(['price.endOnly'])
  })
})

describe('the entry', () => {
  it('is the strongest from the summary’s bar on', () => {
    expect(compactFor({ extremes: [{ ...gold, salience: 0.45 }] })).toEqual(['compact.price', 'entry.close'])
    expect(compactFor({ extremes: [{ ...gold, salience: 0.44 }] })).toEqual(['compact.price'])
    expect(compactFor({ extremes: [{ ...gold, guard: 'gap' }] })).toEqual(['compact.price'])
  })

  it('is not one that the headline names, nor the week’s return, which the price gives', () => {
    const given = material({ price, extremes: [gold] })
    const [headline] = compactOf(given, [], none).slice(1)
    expect(headline?.extremes).toHaveLength(1)
    expect(keysOf(compactOf(given, headline ? [headline] : [], none))).toEqual(['compact.price'])
    for (const tail of ['weekReturn', 'twoWeekReturn', 'streak']) {
      expect(compactFor({ extremes: [entry(`price.bitcoin.${tail}`)] }), tail).toEqual(['compact.price'])
    }
  })
})

describe('coins of open interest', () => {
  it('are reported where they moved 2 % at every hour', () => {
    expect(compactFor(coins(0.02, 0.03))).toEqual(['compact.price', 'compact.coinsUp'])
    expect(compactFor(coins(0.019, 0.03))).toEqual(['compact.price'])
    expect(compactFor(coins(-0.03, -0.02))).toEqual(['compact.price', 'compact.coinsDown'])
    expect(compactFor(coins(-0.03, -0.019))).toEqual(['compact.price'])
  })
})

describe('the watch list', () => {
  it('comes last: market cap’s level before a second of bitcoin’s, and no level alone', () => {
    expect(compactFor({ breadth }, two)).toEqual(['compact.price', 'compact.breadth', 'compact.watchPrices'])
    expect(compactFor({ breadth }, { ...two, cap: 3e12 }).at(-1)).toBe('compact.watchPriceCap')
    expect(compactFor({ breadth }, { ...two, levels: two.levels.slice(0, 1) })).toEqual([
      'compact.price',
      'compact.breadth',
    ])
    expect(compactFor({}, { ...none, cap: 3e12 })).toEqual(['compact.price'])
  })
})

describe('its room', () => {
  const full = { ...coins(-0.03, -0.02), breadth, extremes: [gold] }

  it('is four sentences', () => {
    expect(compactFor(full)).toEqual(['compact.price', 'entry.close', 'compact.coinsDown', 'compact.breadth'])
    expect(compactFor(full, two)).toHaveLength(4)
    expect(compactFor(full, two).at(-1)).toBe('compact.watchPrices')
  })

  it('passes over what does not fit beside price and watch list', () => {
    const streak = { ...price, streak: { direction: 'down', weeks: 4 } } as const
    const record = { value: -0.0001234, unit: 'fraction', since: null } as const
    const long = entry('funding.bitcoin.hyperliquid.weekMean', record)
    const beside = (one: RankedExtreme) => {
      const given = material({ ...full, price: streak, extremes: [one] })
      const lines = compactOf(given, [], two)
      for (const { length, limit } of lengths(given, lines)) expect(length).toBeLessThanOrEqual(limit)
      return keysOf(lines)
    }
    expect(beside(long)).toEqual(['compact.priceDown', 'entry.readingWeek', 'compact.watchPrices'])
  })
})

function lengths({ week }: ThreadMaterial, lines: readonly Statement[]) {
  return LOCALES.map((locale) => {
    const words = createWords(locale, locale === 'ja' ? 'Asia/Tokyo' : 'UTC', week.end)
    const texts = lines.map(({ key, values }) => words.find(`${key}.text`, values) ?? '')
    return {
      length: [...texts.join(locale === 'ja' ? '' : ' ')].length,
      limit: grammarOf(locale).room.compact,
    }
  })
}
