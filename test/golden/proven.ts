/** Firings with what the record proves beside them. */
import type { FiringFacts } from '#src/briefing/firingfacts.ts'
import type { Condition, Firing } from '#src/chat/alert.ts'
import { below, NOW, venues } from './reported.ts'

const [MIDNIGHT, OCTOBER] = [Date.parse('2025-11-24T00:00:00Z'), Date.parse('2025-10-12T00:00:00Z')]
const recordStart = Date.parse('2025-01-01T00:00:00Z')
const negative = { series: 'run:bitcoin', level: -1, value: -1, time: MIDNIGHT } as const

const FALLEN = { usd: 33.8e9, usdChange: -0.225, coins: 620_000, coinsChange: -0.173 }

/** With what the record proves beside them. */
export const PROVEN: readonly (readonly [
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
    'interest in coins at an hour that is not on record',
    { kind: 'interest', asset: 'bitcoin', side: 'down', by: 0.1, unit: 'coins', window: '24h' },
    { series: 'interest.coins:bitcoin:24h', level: -0.1, value: -0.173, time: MIDNIGHT },
    { interest: { ...FALLEN, coinsRange: { low: -0.173, high: -0.131 } } },
  ],
  [
    'interest in dollars, coins at an hour that is not on record',
    { kind: 'interest', asset: 'bitcoin', side: 'down', by: 0.1, unit: 'usd', window: '24h' },
    { series: 'interest.usd:bitcoin:24h', level: -0.1, value: -0.225, time: MIDNIGHT },
    { interest: { ...FALLEN, coinsRange: { low: -0.173, high: -0.131 } } },
  ],
  [
    'interest in dollars, coins in a direction that is not known',
    { kind: 'interest', asset: 'bitcoin', side: 'down', by: 0.1, unit: 'usd', window: '24h' },
    { series: 'interest.usd:bitcoin:24h', level: -0.1, value: -0.225, time: MIDNIGHT },
    { interest: { ...FALLEN, coinsRange: { low: -0.021, high: 0.014 } } },
  ],
  [
    'interest in dollars, coins by the close',
    { kind: 'interest', asset: 'bitcoin', side: 'down', by: 0.1, unit: 'usd', window: '24h' },
    { series: 'interest.usd:bitcoin:24h', level: -0.1, value: -0.225, time: MIDNIGHT },
    { interest: { ...FALLEN, coinsRange: { low: -0.173, high: -0.173, atClose: true } } },
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
