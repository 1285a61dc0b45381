/** What alerts say, in both languages. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { firingMessage, type Reported } from '#src/briefing/firing.ts'
import type { FiringFacts } from '#src/briefing/firingfacts.ts'
import type { Alert, AlertPlan, Condition, Firing } from '#src/chat/alert.ts'
import type { Message } from '#src/chat/message.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { VenueAnswers } from '#src/market/watched.ts'
import { alertPlanOf } from '../support/alerts.ts'

const NOW = Date.parse('2025-11-24T05:03:00Z')
const market = { asset: (id: string) => ({ id, symbol: { bitcoin: 'BTC', solana: 'SOL' }[id] ?? id, name: id, kind: 'coin', sectors: [] }) as const }
const venues = [
  { venue: 'Bybit', price: 89_610 },
  { venue: 'OKX', price: 89_940 },
  { venue: 'Hyperliquid', price: 90_140 },
]
const below: Condition = { kind: 'price', asset: 'bitcoin', side: 'below', level: 90_000 }

function reported(
  language: Locale,
  condition: Condition,
  firing: Partial<Firing> = {},
  number = 3,
): Reported {
  const look: AlertPlan['look'] = {
    language,
    zone: language === 'ja' ? 'Asia/Tokyo' : 'UTC',
    theme: 'dark',
    colors: 'standard',
  }
  const alert: Alert = {
    ...alertPlanOf('telegram:42', NOW, { condition, look }),
    ...{
      id: `a${number}`,
      owner: 'member:telegram:42',
      number,
      state: 'active',
      revision: 1,
      createdAt: NOW,
    },
  }
  return {
    alert,
    firing: {
      ...{
        watch: number,
        step: 1,
        alert: alert.id,
        target: alert.target,
        kind: 'crossed',
        series: 'price:bitcoin',
        side: -1,
      },
      ...{ level: 90_000, seenAt: NOW, value: 89_940, time: NOW, late: false, fate: 'posted' },
      evidence: { sources: ['Bybit', 'Hyperliquid', 'OKX'], venues },
      ...firing,
    },
  }
}

type Case = readonly [name: string, condition: Condition, firing: Partial<Firing>]

/** What is kept with a silence. */
function silent(answers: VenueAnswers): Pick<Firing, 'evidence'> {
  return { evidence: { sources: [], answers } }
}

const CASES: readonly Case[] = [
  ['price', below, {}],
  [
    'price of one venue',
    { ...below, venue: 'okx' },
    { series: 'price:bitcoin@okx', evidence: { sources: ['OKX'], venues: [venues[1]] } },
  ],
  [
    'change',
    { kind: 'change', asset: 'solana', side: 'down', by: 0.05, window: '1h' },
    {
      series: 'change:solana:1h',
      level: -0.05,
      value: -0.052,
      evidence: { sources: ['a', 'b'], price: 142.1 },
    },
  ],
  [
    'move',
    { kind: 'move', asset: 'solana', by: 0.03 },
    { series: 'price:solana', side: 1, level: 146.36, value: 146.5 },
  ],
  [
    'funding',
    { kind: 'funding', asset: 'bitcoin', side: 'above', level: 0.0003, predicted: false },
    { series: 'funding:bitcoin', side: 1, level: 0.0003, value: 0.00031 },
  ],
  [
    'predicted',
    { kind: 'funding', asset: 'bitcoin', side: 'below', level: 0, predicted: true },
    { series: 'predicted:bitcoin', level: 0, value: -0.00004 },
  ],
  ['flip', { kind: 'flip', asset: 'bitcoin' }, { series: 'run:bitcoin', level: -1, value: -1 }],
  [
    'streak',
    { kind: 'streak', asset: 'bitcoin', sign: 'negative', length: 6 },
    { series: 'run:bitcoin', level: -6, value: -6, evidence: { sources: [], hours: 48 } },
  ],
  [
    'interest',
    { kind: 'interest', asset: 'bitcoin', side: 'down', by: 0.08, unit: 'coins', window: '24h' },
    { series: 'interest.coins:bitcoin:24h', level: -0.08, value: -0.084 },
  ],
  [
    'interest-by-the-hour',
    { kind: 'interest', asset: 'bitcoin', side: 'down', by: 0.08, unit: 'coins', window: '24h' },
    {
      ...{ series: 'interest.coins:bitcoin:24h', level: -0.08, value: -0.084 },
      evidence: {
        ...{ sources: ['Bybit', 'OKX'], every: 3_600_000 },
        interest: { usd: 3.38e10, coins: 447_000, otherChange: -0.121 },
      },
    },
  ],
  [
    'volatility',
    { kind: 'volatility', asset: 'bitcoin', days: 7, side: 'above', level: 0.5 },
    { series: 'volatility:bitcoin:7d', side: 1, level: 0.5, value: 0.513, time: NOW - (NOW % 86_400_000) },
  ],
  ...([1, -1] as const).map((side): Case => {
    const condition = { kind: 'volatility', asset: 'bitcoin', days: 7, level: 0.5 } as const
    const of = { series: 'volatility:bitcoin:7d', side, level: 0.5, value: 0.5 + 0.013 * side } as const
    const by = side === 1 ? 'above' : 'below'
    // Of hourly closes it names the hour, at midnight as well.
    const time = NOW - (NOW % (side === 1 ? 3_600_000 : 86_400_000))
    return [
      `volatility of hours ${by}`,
      { ...condition, side: by },
      { ...of, time, evidence: { sources: ['Binance'], every: 3_600_000 } },
    ]
  }),
  [
    'total',
    { kind: 'cap', asset: 'total', side: 'below', level: 3e12 },
    { series: 'cap:total', level: 3e12, value: 2.98e12 },
  ],
  [
    'cap',
    { kind: 'cap', asset: 'solana', side: 'above', level: 1e11 },
    { series: 'cap:solana', side: 1, level: 1e11, value: 1.01e11 },
  ],
  [
    'rank',
    { kind: 'rank', asset: 'solana', side: 'above', place: 5 },
    { series: 'rank:solana', level: 5, value: 5 },
  ],
  [
    'spread',
    { kind: 'spread', asset: 'bitcoin', by: 0.005 },
    { series: 'spread:bitcoin', side: 1, level: 0.005, value: 0.0059 },
  ],
  [
    'extreme',
    { kind: 'extreme', of: 'openinterest.total.usd', side: 'low', weeks: 12 },
    {
      series: 'extreme:openinterest.total.usd:low',
      side: 1,
      level: 12,
      value: 20.4,
      evidence: {
        sources: [],
        extreme: { of: 'openinterest.total.usd', value: 1.35e11, unit: 'USD', since: null },
      },
    },
  ],
  [
    'stale',
    { kind: 'stale', asset: 'bitcoin', after: 1_800_000 },
    { series: 'stale:bitcoin', side: 1, level: 1_800_000, value: 1_860_000 },
  ],
  ['late', below, { late: true, before: { value: 91_000, time: NOW - 9_000_000 } }],
  ['reminder', below, { kind: 'reminder' }],
  ['meanwhile', below, { kind: 'meanwhile' }],
  ['expiring', below, { kind: 'expiring' }],
  ['blind', below, { kind: 'blind', level: 4, time: NOW - 3_600_000 }],
  ...[0, 1, 2].map((answered): Case => {
    const firing = { kind: 'blind', level: 4, time: NOW - 3_600_000 } as const
    return [`blind with ${answered} of 3`, below, { ...firing, ...silent({ asked: 3, answered }) }]
  }),
  [
    'blind of one that is asked',
    below,
    { kind: 'blind', level: 1, time: NOW - 3_600_000, ...silent({ asked: 1, answered: 1 }) },
  ],
  [
    'blind spread',
    { kind: 'spread', asset: 'bitcoin', by: 0.005 },
    {
      ...{ series: 'spread:bitcoin', kind: 'blind', level: 1, time: NOW - 3_600_000 },
      ...silent({ asked: 3, answered: 2 }),
    },
  ],
  [
    'blind on one venue',
    { ...below, venue: 'okx' },
    { series: 'price:bitcoin@okx', kind: 'blind', level: 1, time: NOW - 3_600_000 },
  ],
  ['gone', below, { kind: 'gone', level: 4 }],
  ['held in quiet hours', below, { listed: 'quiet' }],
  ['the last of its day', below, { listed: 'last' }],
]

const [MIDNIGHT, OCTOBER] = [Date.parse('2025-11-24T00:00:00Z'), Date.parse('2025-10-12T00:00:00Z')]
const recordStart = Date.parse('2025-01-01T00:00:00Z')
const negative = { series: 'run:bitcoin', level: -1, value: -1, time: MIDNIGHT } as const

/** With what the record proves beside them. */
const PROVEN: readonly (readonly [
  name: string,
  condition: Condition,
  firing: Partial<Firing>,
  facts: FiringFacts,
])[] = [
  ['price since', below, {}, { since: { at: OCTOBER, recordStart } }],
  ['price never before', below, {}, { since: { at: null, recordStart } }],
  [
    'change among the largest',
    { kind: 'change', asset: 'solana', side: 'down', by: 0.05, window: '1h' },
    {
      ...{ series: 'change:solana:1h', level: -0.05, value: -0.052 },
      evidence: { sources: [], venues, price: 142.1 },
    },
    { standing: { larger: 31, of: 4321 } },
  ],
  [
    'change the largest',
    { kind: 'change', asset: 'solana', side: 'up', by: 0.05, window: '24h' },
    {
      ...{ series: 'change:solana:24h', side: 1, level: 0.05, value: 0.252 },
      evidence: { sources: [], venues, price: 142.1 },
    },
    { standing: { larger: 0, of: 4321 } },
  ],
  [
    'move since the last',
    { kind: 'move', asset: 'solana', by: 0.03 },
    { series: 'price:solana', side: 1, level: 146.363, value: 146.5 },
    { previous: OCTOBER },
  ],
  [
    'funding of venues',
    { kind: 'funding', asset: 'bitcoin', side: 'above', level: 0.3 / 1095, predicted: false },
    { series: 'funding:bitcoin', side: 1, level: 0.3 / 1095, value: 0.00031, time: MIDNIGHT },
    { venues: ['binance', 'hyperliquid'] },
  ],
  [
    'flip since',
    { kind: 'flip', asset: 'bitcoin' },
    { ...negative, evidence: { sources: [], rate: -0.000042 } },
    { since: { at: OCTOBER, recordStart, price: 115_123 } },
  ],
  [
    'streak since',
    { kind: 'streak', asset: 'bitcoin', sign: 'negative', length: 6 },
    { ...negative, level: -6, value: -6, evidence: { sources: [], hours: 48 } },
    { since: { at: OCTOBER, recordStart } },
  ],
  [
    'interest in both units',
    { kind: 'interest', asset: 'bitcoin', side: 'down', by: 0.08, unit: 'coins', window: '24h' },
    { series: 'interest.coins:bitcoin:24h', level: -0.08, value: -0.084, time: MIDNIGHT },
    { interest: { usd: 33.8e9, usdChange: -0.121, coins: 447_000, coinsChange: -0.084 } },
  ],
  [
    'interest in dollars by the price alone',
    { kind: 'interest', asset: 'bitcoin', side: 'down', by: 0.08, unit: 'usd', window: '7d' },
    { series: 'interest.usd:bitcoin:7d', level: -0.08, value: -0.084, time: MIDNIGHT },
    { interest: { usd: 33.8e9, usdChange: -0.084, coins: 447_000, coinsChange: 0.0001 } },
  ],
  [
    'total since',
    { kind: 'cap', asset: 'total', side: 'below', level: 3e12 },
    { series: 'cap:total', level: 3e12, value: 2.98e12, time: MIDNIGHT },
    { since: { at: OCTOBER, recordStart } },
  ],
  [
    'rank from',
    { kind: 'rank', asset: 'solana', side: 'above', place: 5 },
    { series: 'rank:solana', level: 5, value: 5, time: MIDNIGHT, before: { value: 6, time: MIDNIGHT } },
    {},
  ],
  [
    'extreme since',
    { kind: 'extreme', of: 'openinterest.total.usd', side: 'low', weeks: 12 },
    {
      ...{ series: 'extreme:openinterest.total.usd:low', side: 1, level: 12, value: 20.4 },
      evidence: {
        sources: [],
        extreme: {
          ...{ of: 'openinterest.total.usd', value: 1.35e11, unit: 'USD', since: OCTOBER },
          ...{ at: MIDNIGHT, recordStart },
        },
      },
    },
    {},
  ],
  ['passed in a snooze', below, { kind: 'meanwhile', value: 88_300 }, { passedAt: NOW - 7_860_000 }],
]

function textOf({ title, blocks, footer }: Message): string {
  const said = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.kind === 'bullets' ? block.items : [],
  )
  return [title, ...said, ...footer].join('\n')
}

const RENEW = process.env.UPDATE_GOLDEN === '1'

/** Holds a text against the one that was read and kept; `UPDATE_GOLDEN=1 npm test -- test/golden` renews them. */
function golden(language: Locale, name: string, text: string): void {
  const file = new URL(`firings/${name.replaceAll(' ', '-')}.${language}.md`, import.meta.url)
  if (RENEW) {
    mkdirSync(new URL('.', file), { recursive: true })
    writeFileSync(file, `${text}\n`)
  }
  expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(readFileSync(file, 'utf8').trimEnd())
}

describe.each(LOCALES)('a firing in %s', (language) => {
  it.each(CASES)('says %s', (name, condition, firing) => {
    const text = textOf(firingMessage([reported(language, condition, firing)], market))
    expect(text).not.toMatch(/NaN|undefined|\{\{|Infinity/)
    golden(language, name, text)
  })

  it.each(PROVEN)('says %s', (name, condition, firing, single) => {
    golden(language, name, textOf(firingMessage([reported(language, condition, firing)], market, { single })))
  })

  it('says how many venues answer where none was ever confirmed', () => {
    const { firing, alert } = reported(language, below, { kind: 'blind', level: 1 })
    const { value: _, time: __, ...unseen } = firing
    const never = { ...unseen, ...silent({ asked: 3, answered: 1 }) }
    golden(language, 'blind from the beginning', textOf(firingMessage([{ firing: never, alert }], market)))
  })

  it('says which of those that were held in quiet hours hold no more', () => {
    const held = [90_000, 89_000].map((level, index) =>
      reported(language, { ...below, level }, { level, listed: 'quiet', watch: index, time: NOW + index }),
    )
    const list = { quiet: { from: 1380, to: 420 }, holds: [true, false] }
    golden(language, 'a list of quiet hours', textOf(firingMessage(held, market, { list })))
    const unknown = textOf(firingMessage(held, market, { list: { holds: [null, null] } }))
    expect(unknown).not.toMatch(/holds|条件を満たして/)
  })

  it('says what was passed also where nothing is known beside it', () => {
    for (const [name, condition, firing] of CASES) {
      const { evidence: _, ...bare } = firing
      for (const evidence of [undefined, { sources: [] }]) {
        const text = textOf(firingMessage([reported(language, condition, { ...bare, evidence })], market))
        expect(text, name).not.toMatch(/NaN|undefined|\{\{|Infinity|\(\)|（）|, \)|、）/)
      }
    }
  })

  it('B36: rings without saying which', () => {
    for (const [name, condition, firing] of CASES) {
      const text = textOf(firingMessage([reported(language, condition, firing)], market))
      expect(text, name).toMatch(/BTC|SOL|crypto|Crypto|暗号資産|perpetual|無期限先物/)
      if (!['blind', 'gone'].includes(firing.kind ?? '')) expect(text, name).toContain('3')
    }
  })

  it('names levels of one coin that were passed together in one line', () => {
    const levels = [88_000, 90_000, 89_000].map((level, index) =>
      reported(language, { ...below, level }, { level, value: 87_900 }, index + 1),
    )
    const { blocks } = firingMessage(levels, market)
    const [list] = blocks
    expect(list).toMatchObject({ kind: 'bullets' })
    expect(list?.kind === 'bullets' ? list.items : []).toHaveLength(1)
    golden(language, 'levels passed together', textOf(firingMessage(levels, market)))
  })

  it('B16: many alerts: message too long, nothing arrives', () => {
    const coin = 'a-coin-with-a-very-long-name-that-goes-on-and-on'
    const many = Array.from({ length: 100 }, (_, index) =>
      reported(
        language,
        { kind: 'change', asset: coin, side: 'down', by: 0.05, window: '1h' },
        { series: `change:${coin}:1h`, level: -0.05, value: -0.06, evidence: { sources: ['x'], price: 1 } },
        index + 1,
      ),
    )
    const text = textOf(firingMessage(many, market))
    expect(text).toContain('100')
    expect(text).toContain('90')
    expect(text.length).toBeLessThan(3000)
  })
})
