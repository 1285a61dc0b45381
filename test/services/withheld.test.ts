/** Figures that are missing as a fact which they need is withheld say so, and no others do. */
import { beforeAll, describe, expect, it } from 'vitest'
import { briefingJson } from '#src/editions/figures.ts'
import { acceptWithheld, listWithheld, formatWithheldLines } from '#src/cli/withheld.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import type { Candles } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { composed, editionOf, readHistory, sampleFolder } from '../support/editions.ts'
import { smallMarket } from '../support/market/small.ts'

const MONDAY = '2025-11-24'
let market: History
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 12)
})

/** The last close of bitcoin, on which venues differ, as a record holds it back. */
function disputed(): History {
  const candles = market.dailyCandles('bitcoin') as Candles
  const before = (column: Float64Array) => column.subarray(0, -1)
  const { interval, times, open, high, low, close } = candles
  const left: Candles = {
    ...{ interval, times: before(times), open: before(open), high: before(high) },
    ...{ low: before(low), close: before(close) },
  }
  const value = close.at(-1) as number
  const withheld: Withheld = {
    ...{ name: 'w-12345678', table: 'prices_daily', of: { asset: 'bitcoin' }, time: market.now - DAY, value },
    ...{
      reason: 'apart',
      against: [
        { name: 'binance', value },
        { name: 'bybit', value: value * 1.05 },
      ],
    },
  }
  return {
    ...market,
    dailyCandles: (asset) => (asset === 'bitcoin' ? left : market.dailyCandles(asset)),
    withheld: [withheld],
    unfiltered: () => market,
  }
}

describe('an edition whose last close of bitcoin is withheld', () => {
  it('says of its figures that they are withheld, in both languages, with the venues that differ', () => {
    const edition = editionOf(disputed(), MONDAY)
    const reasons = new Map(
      Object.values(edition.readings)
        .flatMap(({ missing }) => missing)
        .map(({ figure, reason }) => [figure, reason]),
    )
    const clean = Object.values(editionOf(market, MONDAY).readings).flatMap(({ missing }) => missing)
    const before = new Map(clean.map(({ figure, reason }) => [figure, reason]))
    const changed = [...reasons].filter(([figure]) => !before.has(figure))
    expect(changed.length).toBeGreaterThan(3)
    expect(changed.filter(([, reason]) => reason !== 'withheld')).toEqual([])
    // What was missing before is missing for the same reason.
    for (const [figure, reason] of before) expect(reasons.get(figure)).toBe(reason)
    for (const [locale, word, venue] of [
      ['en', 'withheld, as nothing confirms it', 'Bybit'],
      ['ja', '裏付けがなく保留', 'Bybit'],
    ] as const) {
      const footer = composed(edition, locale).message.footer.join('\n')
      expect(footer).toContain(word)
      expect(footer).toContain(venue)
    }
    const json = briefingJson(edition, [])
    expect(json.missing.some(({ reason }) => reason === 'withheld')).toBe(true)
    expect(json.withheld).toMatchObject([
      { table: 'prices_daily', of: { asset: 'bitcoin' }, time: '2025-11-23T00:00:00Z', reason: 'apart' },
    ])
  })

  it('has nothing of the kind where nothing is withheld', () => {
    const json = briefingJson(editionOf(market, MONDAY), [])
    expect(json.withheld).toBeUndefined()
    expect(json.missing.filter(({ reason }) => reason === 'withheld')).toEqual([])
  })
})

describe('an operator', () => {
  const words = createWords('en', 'UTC', 0)
  const terminal = () => {
    const all: string[] = []
    return { stdout: { write: (more: string) => void all.push(more) }, text: () => all.join('') }
  }

  it('is listed what is withheld, by the name that accepts it', async () => {
    const history = disputed()
    const [withheld] = history.withheld ?? []
    expect(formatWithheldLines(history, words).join('\n')).toContain(`[${withheld?.name}]`)
    const { stdout, text } = terminal()
    await listWithheld({ read: async () => history }, words, stdout)
    expect(text()).toMatch(/venues differ.*\[w-[0-9a-f]{8}\]\nAccept one with npm run doctor -- accept NAME/s)
  })

  it('is reported where nothing is withheld, and nothing where there is no record', async () => {
    const clean = terminal()
    await listWithheld({ read: async () => market }, words, clean.stdout)
    expect(clean.text()).toBe('\nNothing is withheld.\n')
    const none = terminal()
    await listWithheld({ read: async () => undefined }, words, none.stdout)
    expect(none.text()).toBe('')
  })

  it('accepts a value by its name, and says where a name is that of none', async () => {
    const { stdout, text } = terminal()
    const accept = async (name: string) => name === 'w-12345678'
    expect(await acceptWithheld('w-12345678', { accept }, words, stdout)).toBe(0)
    expect(await acceptWithheld('w-00000000', { accept }, words, stdout)).toBe(1)
    expect(text()).toBe(
      'Accepted: w-12345678. It counts from now on.\nNothing that is withheld is called w-00000000.\n',
    )
  })
})
