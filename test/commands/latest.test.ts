/** On a live market `/funding`, `/openinterest`, `/volume` and `/macro` answer with now, and the last Monday beside it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { latestInterest } from '#src/briefing/details/latest.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { between } from '#src/market/series.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readLatestFunding } from '#src/services/latest/funding.ts'
import { readLatestInterest } from '#src/services/latest/interest.ts'
import { readLatestMacro } from '#src/services/latest/macro.ts'
import { readLatestVolume } from '#src/services/latest/volume.ts'
import { buildHistory, generate } from '../support/history.ts'
import { sampleHistory } from '../support/histories.ts'
import { ask, textOf } from './asking.ts'

const NOW = Date.parse('2025-11-20T05:10:00Z')
const MONDAY = Date.parse('2025-11-17')
const week = weekEnding('2025-11-17')
let sample: History
let live: History
beforeAll(async () => {
  sample = await sampleHistory()
  live = liveAt(sample, NOW)
})

/** A history as a running bot knew it at a moment. */
function liveAt(history: History, checkedAt: number): History {
  const nothing = { price: () => undefined, nextFunding: () => [], impliedVolatility: () => undefined }
  const market = { checkedAt, ...nothing, disagreements: [] }
  return { ...history, kind: 'live', now: Math.floor(checkedAt / DAY) * DAY, live: market }
}

async function said(typed: string, history = live): Promise<readonly [en: string, ja: string]> {
  const [en, ja] = [await ask(typed, history, 'en'), await ask(typed, history, 'ja')]
  return [textOf(en.message), textOf(ja.message)]
}

describe('answers of a live market', () => {
  it.each([
    [
      '/funding',
      'BTC funding −0.0033% per 8 hours, +0.0062% on Monday, 17 November',
      'BTCの資金調達率は8時間換算−0.0033%、11月17日（月）時点は+0.0062%',
      ['00:00 UTC on 20 Nov\nunder 6 hours', '05:00 UTC on 20 Nov\nunder 1 hour'],
    ],
    [
      '/funding eth apr',
      'ETH funding −4.2% a year, +7.1% on Monday, 17 November',
      'ETHの資金調達率は年率−4.2%、11月17日（月）時点は+7.1%',
      ['under 6 hours'],
    ],
    [
      '/openinterest',
      'Perpetual futures open interest $151.5B, +1.1% since Monday, 17 November ($149.8B)',
      '無期限先物の建玉は1,515億ドル、11月17日（月）の1,498億ドルから+1.1%',
      ['20 Nov 2025\nunder 6 hours'],
    ],
    [
      '/oi btc',
      'BTC open interest $48.0B, −1.7% since Monday, 17 November ($48.8B)',
      'BTCの建玉は480億ドル、11月17日（月）の488億ドルから−1.7%',
      ['Binance\n$13.6B\n−3.9%\n20 Nov 2025\nunder 6 hours'],
    ],
    [
      '/volume',
      'Spot volume $65.7B on 19 November, against $66.2B a day in the week to Monday',
      '現物の取引高は11月19日に657億ドル、月曜までの週は1日平均662億ドル',
      ['19 Nov 2025', 'under 6 hours'],
    ],
    [
      '/volume perp',
      'Perpetual volume $252.6B on 19 November, against $269.7B a day in the week to Monday',
      '無期限先物の取引高は11月19日に2,526億ドル、月曜までの週は1日平均2,697億ドル',
      ['under 6 hours'],
    ],
    [
      '/macro',
      'Odds of a Fed cut 38.2%, 46.0% on Monday, 17 November',
      '米利下げ確率は38.2%、11月17日（月）時点は46.0%',
      ['00:00 UTC on 20 Nov (under 6 hours old)', '20 (Monday: 16)', 'UK inflation 3.6%'],
    ],
  ])('%s begins with the newest figure and its age', async (typed, titleEn, titleJa, inside) => {
    const [en, ja] = await said(typed)
    expect(en.split('\n')[0]).toBe(titleEn)
    expect(ja.split('\n')[0]).toBe(titleJa)
    for (const part of inside) expect(en).toContain(part)
    expect(en).toContain('\nLast whole week: ')
    expect(ja).toContain('\n直近の週：')
  })

  it('call no rate of the Monday current', async () => {
    const [en, ja] = await said('/funding')
    expect(en).toContain('Rate at the end of the week (8h, weighted by open interest)\n+0.0062%')
    expect(en).not.toContain('Current rate')
    expect(ja).toContain('週末時点（8時間換算、建玉加重）')
    expect((await said('/funding week:2025-11-10'))[0]).not.toContain('Current rate')
  })

  it.each([
    '/funding',
    '/openinterest',
    '/volume',
    '/macro',
  ])('%s of a past week, of a history that is not live, and where nothing is newer is the week alone', async (typed) => {
    expect((await said(`${typed} week:2025-11-10`))[0]).not.toContain('Last whole week')
    expect((await said(typed, { ...sample, now: MONDAY }))[0]).not.toContain('Last whole week')
    expect((await said(typed, liveAt(sample, MONDAY)))[0]).not.toContain('Last whole week')
  })
})

it('/openinterest all is that of all coins, as it is for funding', async () => {
  expect(await said('/openinterest all')).toEqual(await said('/openinterest total'))
})

describe('/openinterest of venues by name', () => {
  /** As the record had it: no sum of all venues, Hyperliquid since last Friday, bitcoin alone. */
  const interestOf = (since: Readonly<Record<string, number>>): History => ({
    ...live,
    interestStamps: new Map(),
    openInterestVenues: (asset) => (asset === 'bitcoin' ? Object.keys(since) : []),
    openInterest(asset, venue) {
      const series = sample.openInterest(asset, venue)
      return series && between(series, since[venue] ?? NOW, NOW)
    },
  })
  const three = { binance: 0, bybit: 0, okx: 0 }

  it('counts now what the week counts, and says which venues these are', async () => {
    const history = interestOf({ ...three, hyperliquid: MONDAY - 3 * DAY })
    const [en, ja] = await said('/oi btc', history)
    expect(en).toMatch(
      /^BTC open interest at Binance, Bybit and OKX: \$26\.5B, −3\.7% since Monday, 17 November \(\$27\.5B\)\n/,
    )
    expect(ja).toMatch(/^BTCの建玉（Binance、Bybit、OKX）は265億ドル、11月17日（月）の275億ドルから−3\.7%\n/)
    // As in the week's figures and under its chart.
    expect(en).toContain('Open interest\n$27.5B\n')
    expect(en).toContain('Counted: Binance, Bybit, OKX (USDT-margined perpetual).')
    // Its chart is of the whole week, whatever was read since.
    expect(en).toContain('Data to 00:00 UTC on 17 Nov')
    // The supplier of the prices follows, as they have a pane.
    expect(en).toMatch(/Source: Binance, Bybit, OKX(?!, Hyperliquid)/)
    expect(en).toContain('In neither sum, as the week’s figures leave them out: Hyperliquid')
    expect(ja).toContain('週間の集計に含まれないため、比較から除いた取引所：Hyperliquid')
    const { answer } = await ask('/oi btc view:venues', history, 'en')
    expect(answer.kind === 'section' && answer.sources).toContain('hyperliquid')
  })

  it('says since when there is something where the week has nothing', async () => {
    const [en, ja] = await said('/oi btc', interestOf({ binance: NOW - DAY, bybit: NOW - DAY }))
    expect(en).toContain(
      'Last whole week: Open interest\nBTC open interest is on record only since 20 November, so there are no figures of that week.',
    )
    expect(ja).toContain('BTCの建玉の記録は11月20日以降に限られ、この週の数値はありません。')
    expect(`${en}${ja}`).not.toMatch(/for want of|Left out|データ不足|除外/)
  })

  it('says so where it is the end of the week alone that is not on record', async () => {
    const history = interestOf(three)
    const without: History = {
      ...history,
      openInterest(asset, venue) {
        const series = history.openInterest(asset, venue)
        if (!series) return series
        const [old, recent] = [between(series, 0, MONDAY - DAY), between(series, MONDAY, NOW)]
        return {
          times: Float64Array.of(...old.times, ...recent.times),
          values: Float64Array.of(...old.values, ...recent.values),
        }
      },
    }
    const [en, ja] = await said('/oi btc', without)
    expect(en).toContain('No BTC open interest is on record of the end of that week.')
    expect(ja).toContain('BTCの建玉は、この週の終わりの値が記録にありません。')
  })

  it('says withheld of a venue whose figure was reported and is not used', async () => {
    const history = interestOf({ ...three, hyperliquid: 0 })
    const withheld: History = {
      ...history,
      openInterest(asset, venue) {
        const series = history.openInterest(asset, venue)
        return series && venue === 'hyperliquid' ? between(series, 0, MONDAY - DAY) : series
      },
      withheld: [
        {
          ...{ table: 'open_interest', of: { venue: 'hyperliquid', asset: 'bitcoin' }, time: MONDAY - DAY },
          ...{ value: 1e12, reason: 'jump', against: [] },
        },
      ],
    }
    const [en, ja] = await said('/oi btc', withheld)
    expect(en).toContain(
      'Left out at both ends, as a figure of theirs is withheld (see /sources): Hyperliquid.',
    )
    expect(ja).toContain(
      '期初または期末の値を保留しているため（/sources参照）、期初・期末とも除外：Hyperliquid',
    )
    expect(en).not.toContain('for want of a figure')
  })
})

const settled = (from: number, hours: readonly number[], rate = 0.0001) => {
  const times: number[] = []
  let time = from
  for (const length of hours) {
    time += length * HOUR
    times.push(time)
  }
  return {
    times: Float64Array.from(times),
    rates: new Float64Array(hours.length).fill(rate),
    intervalHours: Float64Array.from(hours),
  }
}

describe('the newest settlements', () => {
  const prices = ['2025-11-01', ...generate(19, (day) => 500 + day)] as const
  const eights = generate(9, () => 8)
  const history = (venues: Readonly<Record<string, ReturnType<typeof settled>>>) => ({
    ...liveAt(
      buildHistory({ assets: [{ id: 'zcash', symbol: 'ZEC' }], daily: { zcash: prices }, now: '2025-11-20' }),
      NOW,
    ),
    fundingVenues: () => Object.keys(venues).sort(),
    funding: (_: string, venue: string) => venues[venue],
  })

  it('say when the interval changed: ZEC went from 8 hours to 4 to 1', async () => {
    const from = NOW - 10 * HOUR - 4 * 4 * HOUR - 9 * 8 * HOUR
    const hours = [...eights, 4, 4, 4, 4, ...generate(10, () => 1)]
    const of = history({ binance: settled(from, hours) })
    const latest = readLatestFunding(of, week, 'zcash')
    expect(latest?.venues[0]).toMatchObject({ intervalHours: 1, rate: 0.0001, rate8h: 0.0008, age: 0 })
    expect(latest?.venues[0]?.intervals.map((one) => one.hours)).toEqual([8, 4, 1])
    expect(latest?.venues[0]?.intervals.map(({ since }) => (NOW - since) / HOUR)).toEqual([90, 22, 9])
    const [en, ja] = await said('/funding zec', of)
    expect(en).toContain(
      'Settlement interval on Binance: 8 h, 4 h from 07:10 UTC on 19 Nov, 1 h from 20:10 UTC on 19 Nov',
    )
    expect(ja).toContain('Binanceの決済間隔：8時間→4時間（日本時間11月19日16時10分から）→1時間（')
  })

  it('take one settlement that came late for no change', () => {
    const latest = readLatestFunding(
      history({ okx: settled(NOW - 48 * HOUR, [8, 8, 16, 8, 8]) }),
      week,
      'zcash',
    )
    expect(latest?.venues[0]?.intervals.map((one) => one.hours)).toEqual([8])
  })

  it('leave a venue that stands still out of the mean, beside which the Monday’s, over both, would be another figure', () => {
    const whole = settled(
      MONDAY - 10 * DAY,
      generate(39, () => 8),
      0.0002,
    )
    const stale = settled(
      MONDAY - 10 * DAY,
      generate(30, () => 8),
      0.0009,
    )
    const latest = readLatestFunding(history({ binance: whole, okx: stale }), week, 'zcash')
    expect(latest?.used).toEqual(['binance'])
    expect(latest?.rate8h).toBeCloseTo(0.0002, 12)
    expect(latest).not.toHaveProperty('before')
    expect(latest?.venues.map(({ venue, isOverdue }) => [venue, isOverdue])).toEqual([
      ['binance', false],
      ['okx', true],
    ])
  })
})

describe('the newest reading', () => {
  it('of open interest compares venues that have both, and names those that have not', () => {
    const history = liveAt(
      buildHistory({
        openInterest: {
          bitcoin: {
            binance: ['2025-11-16', 100, 101, 102, 103, 104],
            okx: ['2025-11-18', 50, 50, 50],
            bybit: ['2025-11-10', 70, 70],
          },
        },
      }),
      NOW,
    )
    const latest = readLatestInterest(history, week, 'bitcoin')
    expect(latest).toMatchObject({ value: 104, before: 100, leftOut: ['okx'] })
    expect(latest?.venues.map(({ venue }) => venue)).toEqual(['binance', 'okx'])
    if (!latest) throw new Error('there is a reading')
    const titleOf = (locale: 'en' | 'ja', value: number) =>
      latestInterest({ ...latest, value }, { name: 'BTC', week, now: NOW }, createWords(locale, 'UTC', NOW))
        .title
    expect(titleOf('en', 104)).toContain('+4.0% since Monday')
    expect(titleOf('en', 100)).toContain('unchanged since Monday')
    expect(titleOf('ja', 100)).toMatch(/から横ばい$/)
  })

  it('of volume compares venues that have the day and the whole week', () => {
    const history = liveAt(
      buildHistory({
        spotVolume: {
          binance: ['2025-11-10', 10, 10, 10, 10, 10, 10, 10, 20, 20, 30],
          okx: ['2025-11-15', 5, 5, 5, 5, 5],
        },
      }),
      NOW,
    )
    expect(readLatestVolume(history, week, 'spot')).toMatchObject({
      ...{
        value: 30,
        before: 10,
        venues: ['binance'],
        leftOut: ['okx'],
        day: NOW - 5 * HOUR - 600_000 - DAY,
      },
    })
  })

  it('of volume is what the supplier of the newest day reported, where others are no continuation of it', () => {
    const whole = buildHistory({
      spotVolume: { okx: ['2025-11-10', ...generate(8, () => 900), ...generate(2, () => 5)] },
    })
    const volume = whole.volume('spot', 'okx')
    if (!volume) throw new Error('okx has volume')
    const [before, since] = [
      between(volume, volume.times[0] as number, Date.parse('2025-11-18')),
      between(volume, Date.parse('2025-11-18'), NOW),
    ]
    const bySupplier = () => [
      { supplier: 'coingecko', usd: before },
      { supplier: 'okx', usd: since },
    ]
    const history = { ...liveAt(whole, NOW), bySupplier }
    expect(readLatestVolume(history, week, 'spot')).toMatchObject({ value: 5, venues: ['okx'] })
  })

  it('of macro is what came since the Monday alone', () => {
    const latest = readLatestMacro(live, week)
    expect(latest?.releases.map(({ series }) => series)).toEqual(['uk_cpi_yoy'])
    expect(latest?.curves.map(({ curve, day }) => [curve, day > MONDAY])).toEqual([
      ['ust', true],
      ['jgb', true],
    ])
    expect(readLatestMacro(liveAt(sample, MONDAY + HOUR), week)?.releases).toEqual([])
  })
})

describe('a short answer of a live market', () => {
  it.each([
    [
      '/funding',
      'en',
      'BTC funding −0.0033% per 8 hours, +0.0062% on Monday, 17 November',
      'As of 00:00 UTC on 17 Nov:',
    ],
    [
      '/oi btc',
      'ja',
      'BTCの建玉は480億ドル、11月17日（月）の488億ドルから−1.7%',
      '日本時間11月17日9時時点：',
    ],
    [
      '/volume',
      'en',
      'Spot volume $65.7B on 19 November, against $66.2B a day in the week to Monday',
      'As of 00:00 UTC on 17 Nov:',
    ],
    ['/macro', 'ja', '米利下げ確率は38.2%、11月17日（月）時点は46.0%', '日本時間11月17日9時時点：'],
  ] as const)('begins with now, and dates the figures of the week: %s (%s)', async (typed, locale, now, dated) => {
    const { short } = await ask(typed, live, locale)
    const lines = short?.blocks.flatMap((block) =>
      block.kind === 'facts' ? block.items.map(({ text }) => text) : [],
    )
    expect(lines?.[0]).toBe(now)
    const at = lines?.indexOf(dated) ?? -1
    expect(at).toBeGreaterThan(0)
    expect(lines?.slice(at + 1).length).toBeGreaterThanOrEqual(3)
  })
})
