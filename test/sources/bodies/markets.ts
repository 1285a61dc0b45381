/** Small bodies of yields, indices and the odds of rate decisions. */
import { dayOf } from '#src/market/time.ts'
import type { Spoiled } from '../../contracts/supplier.ts'
import type { Asked, Reply } from '../../support/loopback.ts'
import { days, MIDNIGHT, NOW, shifted, valued } from './week.ts'

export function treasury({ path }: Asked, spoiled: Spoiled): Reply {
  const rows = days(
    spoiled,
    (time, value) => {
      const [year, month, day] = dayOf(time).split('-')
      return `${month}/${day}/${year},3.90,,${value},4.6`
    },
    4,
  )
  return {
    body: `Date,"1 Mo","1.5 Month","10 Yr","30 Yr"\n${path.includes('2025') ? rows.reverse().join('\n') : ''}`,
  }
}

/** In Shift_JIS, as the ministry writes. */
export function mof({ path }: Asked, spoiled: Spoiled): Reply {
  const rows = days(
    spoiled,
    (time, value) => {
      const [year, month, day] = dayOf(time).split('-').map(Number)
      return `R${(year ?? 0) - 2018}.${month}.${day},0.9,-,${value}`
    },
    1,
  )
  const old = spoiled.none ? [] : ['S49.9.24,10.327,9.362,8.83', 'H31.4.26,-0.151,-0.15,-0.045']
  const text = path.includes('all') ? old : rows
  const [title, date, year] = [
    Buffer.from([0x8d, 0x91, 0x8d, 0xc2]),
    Buffer.from([0x8a, 0xee, 0x8f, 0x80, 0x93, 0xfa]),
    Buffer.from([0x94, 0x4e]),
  ]
  const body = Buffer.concat([
    ...[title, Buffer.from(',,\r\n'), date, Buffer.from(',1'), year, Buffer.from(',2'), year],
    ...[Buffer.from(',10'), year, Buffer.from(`\r\n${text.join('\r\n')}\r\n`)],
  ])
  return { body }
}

export function yahoo({ path }: Asked, spoiled: Spoiled): Reply {
  const symbol = decodeURIComponent(path.split('/').at(-1) ?? '')
  const timestamp = days(spoiled, (time) => (time + 14.5 * 3_600_000) / 1000)
  const close = days(spoiled, (_, value) => value)
  // The weekend has no session.
  if (close.length > 0 && symbol === '^GSPC') close[2] = null
  const meta = {
    ...{ symbol, exchangeTimezoneName: 'America/New_York' },
    currentTradingPeriod: { regular: { end: (MIDNIGHT - 3 * 3_600_000) / 1000 } },
  }
  return {
    body: { chart: { result: [{ meta, timestamp, indicators: { quote: [{ close }] } }], error: null } },
  }
}

/** Prices of futures: 96.175 for December, as in the worked example. */
export function futures(asked: Asked, spoiled: Spoiled): Reply {
  const prices: Readonly<Record<string, number>> = {
    'ZQX25.CBT': 96.12,
    'ZQZ25.CBT': 96.175,
    'ZQF26.CBT': 96.2,
  }
  const symbol = asked.path.split('/').at(-1) ?? ''
  const timestamp = days(spoiled, (time) => (time + 14.5 * 3_600_000) / 1000)
  const close = days(spoiled, () => prices[symbol])
  if ('value' in spoiled && close.length > 0) close[close.length - 1] = spoiled.value as number
  return {
    body: {
      chart: {
        result: [
          {
            meta: { exchangeTimezoneName: 'America/New_York' },
            timestamp,
            indicators: { quote: [{ close }] },
          },
        ],
        error: null,
      },
    },
  }
}

export function polymarket(_: Asked, spoiled: Spoiled): Reply {
  const market = (question: string, price: unknown) => ({
    ...{ question, closed: false, outcomes: '["Yes", "No"]' },
    outcomePrices: JSON.stringify([typeof price === 'number' ? String(price) : price, '0.5']),
    updatedAt: new Date(shifted(spoiled, NOW - 60_000)).toISOString(),
  })
  const events = [
    {
      ...{ title: 'Fed decision in December?', closed: false, endDate: '2025-12-10T00:00:00Z' },
      markets: [
        market('Fed decreases interest rates by 50+ bps after December 2025 meeting?', 0.02),
        market('Fed decreases interest rates by 25 bps after December 2025 meeting?', 0.65),
        market('No change in Fed interest rates after December 2025 meeting?', valued(spoiled, 0.32)),
        market('Fed increases interest rates by 25+ bps after December 2025 meeting?', 0.005),
      ],
    },
    { title: 'How many Fed rate cuts in 2025?', closed: false, endDate: '2025-12-31T00:00:00Z', markets: [] },
  ]
  return { body: { events: spoiled.none ? [] : events } }
}

export function kalshi(_: Asked, spoiled: Spoiled): Reply {
  const month = spoiled.shift && spoiled.shift < 0 ? '24JUL' : '25DEC'
  const market = (ending: string, bid: unknown, ask: unknown, last: unknown) => ({
    ticker: `KXFEDDECISION-${month}-${ending}`,
    ...{ yes_bid: bid, yes_ask: ask, last_price: last, status: 'active' },
  })
  const markets = [
    market('C26', 1, 2, 1),
    market('C25', 66, 68, 66),
    market('H0', valued(spoiled, 31), valued(spoiled, 33), valued(spoiled, 32)),
    market('H25', 0, 1, 1),
    market('H26', 0, 0, 0),
  ]
  return { body: { markets: spoiled.none ? [] : markets, cursor: '' } }
}
