/** Firings of each kind of condition, as alerts report them. */
import type { Reported } from '#src/briefing/firing.ts'
import type { Alert, AlertPlan, Condition, Firing } from '#src/chat/alert.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { VenueAnswers } from '#src/market/watched.ts'
import { alertPlanOf } from '../support/alerts.ts'

export const NOW = Date.parse('2025-11-24T05:03:00Z')
export const market = { asset: (id: string) => ({ id, symbol: { bitcoin: 'BTC', solana: 'SOL' }[id] ?? id, name: id, kind: 'coin', sectors: [] }) as const }
export const venues = [
  { venue: 'Bybit', price: 89_610 },
  { venue: 'OKX', price: 89_940 },
  { venue: 'Hyperliquid', price: 90_140 },
]
export const below = { kind: 'price', asset: 'bitcoin', side: 'below', level: 90_000 } as const satisfies Condition

/** The firing of an active alert in the language; `number` is the alert’s. */
export function reported(
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
export function silent(answers: VenueAnswers): Pick<Firing, 'evidence'> {
  return { evidence: { sources: [], answers } }
}

export const CASES: readonly Case[] = [
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
    'change of a week by hourly closes',
    { kind: 'change', asset: 'bitcoin', side: 'down', by: 0.05, window: '7d' },
    {
      ...{ series: 'change:bitcoin:7d', level: -0.05, value: -0.052, time: NOW - 180_000 },
      evidence: { sources: ['Binance', 'OKX'], price: 89_940, every: 3_600_000 },
    },
  ],
  [
    'change of a month by daily closes',
    { kind: 'change', asset: 'solana', side: 'up', by: 0.2, window: '30d' },
    {
      ...{ series: 'change:solana:30d', side: 1, level: 0.2, value: 0.21, time: NOW - (NOW % 86_400_000) },
      evidence: { sources: ['Binance'], price: 142.1 },
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
