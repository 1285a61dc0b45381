/** When it is looked at anew what instant a venue's rows of open interest stand for, and how far back a verdict reaches. */
import { describe, expect, it } from 'vitest'
import { isStampDue, onRecordOf, readingsFrom, stampsFrom } from '#src/collector/interest.ts'
import type { InterestStamp, StampedAt } from '#src/market/stamp.ts'
import { DAY, HOUR } from '#src/market/time.ts'

const MIDNIGHT = Date.UTC(2025, 10, 24)
const NOW = MIDNIGHT + 2 * HOUR

describe('the stamp of a venue is looked at', () => {
  const stamp = (at: InterestStamp['at'], checkedAt: number): InterestStamp => ({
    ...{ venue: 'bybit', at, checkedAt, days: 16, start: 16, end: 0, agreed: 2, contradicted: 0 },
  })
  const readAt = (at: number) => new Map([['bitcoin', [{ at, usd: 1 }]]])
  const [read, unread, never] = [readAt(MIDNIGHT), readAt(MIDNIGHT - DAY), new Map()]

  const archived = new Map([['bitcoin', [{ at: MIDNIGHT - DAY, usd: 1, ofArchive: true as const }]]])

  it.each([
    [
      'each week alone, where its archive alone tells of midnights',
      false,
      stamp('end', NOW - 5 * DAY),
      archived,
      false,
    ],
    ['not, where it is proved and midnight was read', false, stamp('start', NOW - 5 * DAY), read, false],
    ['at once, where its rows contradict the record', true, stamp('start', NOW - 5 * DAY), read, true],
    ['a day after nothing was proved', true, stamp('unknown', NOW - DAY), read, false],
    ['not sooner', false, stamp('unknown', NOW - DAY + 1), read, false],
    ['after a midnight that was not read', true, stamp('end', NOW - 5 * DAY), unread, false],
    ['once after it', false, stamp('end', MIDNIGHT), unread, false],
    ['each week alone, where no midnight was ever read', false, stamp('end', NOW - 5 * DAY), never, false],
    ['each week alone, where it was never looked at', false, undefined, read, false],
  ] as const)('%s', (_, isDue, known, readings, isDoubted) => {
    expect(isStampDue(known, readings, { isDoubted, now: NOW })).toBe(isDue)
  })
})

const column = (values: readonly number[]) => Float64Array.from(values)

describe('a verdict', () => {
  const sinceOf = (verdicts: readonly (StampedAt | 'unknown')[]) => {
    const days = verdicts.map((_, day) => MIDNIGHT + day * DAY + HOUR)
    const zeros = column(days.map(() => 0))
    const columns = {
      times: column(days),
      values: [zeros, zeros, zeros, zeros] as const,
      texts: new Map(verdicts.map((at, row) => [row, { at, agreed: '0' }] as const)),
      sources: ['Bybit'],
    }
    const stamps = stampsFrom([{ id: 1, table: 'interest_stamp', key: ['bybit'], columns }])
    const since = stamps.get('bybit')?.since
    return since === undefined ? undefined : (since - MIDNIGHT) / DAY
  }

  it.each([
    ['is of all rows where it is the first', ['start', 'start'], undefined],
    ['is of all rows where nothing was proved before', ['unknown', 'start'], undefined],
    ['stays of all rows where it was only doubted', ['start', 'unknown', 'start'], undefined],
    ['reaches six days back where it was the other before', ['start', 'unknown', 'end', 'end'], 2 - 6],
    ['reaches no further where it is as it was once', ['start', 'end', 'unknown', 'start', 'start'], 3 - 6],
    ['is of none where nothing is proved', ['start', 'end', 'unknown'], undefined],
  ] as const)('%s', (_, verdicts, since) => {
    expect(sinceOf(verdicts)).toBe(since)
  })
})

it('rows are held against those that the venue itself told by the same verdict', async () => {
  const times = column([3, 2, 1].map((ago) => MIDNIGHT - ago * DAY))
  const none = column([Number.NaN, Number.NaN, Number.NaN])
  const columns = (usd: number) => ({
    ...{ times, texts: new Map(), sources: [] },
    values: [column([usd, usd, usd]), column([1, 2, Number.NaN]), none, none] as const,
  })
  const row = (venue: string) => ({ id: 1, table: 'open_interest' as const, key: [venue, 'bitcoin'] })
  const bySupplier = [
    { source: 'Bybit', columns: columns(7), observedAt: column([NOW, NOW, NOW]) },
    { source: 'import', columns: columns(8), observedAt: column([NOW, NOW, NOW]) },
  ]
  const all = [
    { ...row('bybit'), columns: columns(8), bySupplier },
    { ...row('okx'), columns: columns(9) },
  ]
  // Up to yesterday: what stands at the last midnight is a reading.
  const marks = new Map([['bybit interest.daily start', new Map([['bitcoin', MIDNIGHT - HOUR]])]])
  const record = { through: async (feed: string) => marks.get(feed) ?? new Map() }
  const bybit = { name: 'bybit', title: 'Bybit' }
  expect(await onRecordOf(record, all, bybit, 'start')).toEqual(
    new Map([
      [
        'bitcoin',
        [
          { at: MIDNIGHT - 2 * DAY, usd: 7, coins: 1 },
          { at: MIDNIGHT - DAY, usd: 7, coins: 2 },
        ],
      ],
    ]),
  )
  expect(await onRecordOf(record, all, bybit, 'end')).toEqual(new Map())
})

it('a venue’s midnights are what it showed at the last of them, and what its archive holds of the last days', () => {
  const none = column([Number.NaN, Number.NaN, Number.NaN])
  const row = (venue: string, usd: number) => ({
    ...{ id: 1, table: 'interest_reading' as const, key: [venue, 'bitcoin'] },
    columns: {
      times: column([2, 1, 0].map((ago) => MIDNIGHT - ago * DAY)),
      values: [column([usd, usd + 1, usd + 2]), column([1, 2, Number.NaN]), none, none] as const,
      ...{ texts: new Map(), sources: [] },
    },
  })
  const all = [row('binance', 10), row('binance-archive', 20), row('bybit', 30)]
  expect(readingsFrom(all, 'binance').get('bitcoin')).toEqual([
    { at: MIDNIGHT, usd: 12 },
    { at: MIDNIGHT - 2 * DAY, usd: 20, coins: 1, ofArchive: true },
    { at: MIDNIGHT - DAY, usd: 21, coins: 2, ofArchive: true },
    { at: MIDNIGHT, usd: 22, ofArchive: true },
  ])
  expect(readingsFrom(all, 'bybit').get('bitcoin')).toEqual([{ at: MIDNIGHT, usd: 32 }])
})
