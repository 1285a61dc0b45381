/** What instant a daily row of open interest stands for is proved from the venue's own hourly rows. */
import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { proveStamp, type StampedRow } from '#src/sources/exchanges/stamps.ts'
import { days, hours, TODAY, valueAt } from './stamped.ts'

describe('a venue whose daily rows', () => {
  it.each([
    ['are of their label', 'start', days(() => 0), hours()],
    ['are of their label, its hours labelled by their opening', 'start', days(() => 0), hours(HOUR)],
    ['are labelled by their opening', 'end', days(() => DAY), hours()],
    ['are labelled by their opening, as are its hours', 'end', days(() => DAY), hours(HOUR)],
    ['are of noon', 'unknown', days(() => DAY / 2), hours()],
    ['changed their stamp half way', 'unknown', days((day) => (day < TODAY - 4 * DAY ? 0 : DAY)), hours()],
    [
      'changed their stamp three days ago',
      'unknown',
      days((day) => (day < TODAY - 3 * DAY ? 0 : DAY)),
      hours(),
    ],
    [
      'changed their stamp two days ago',
      'unknown',
      days((day) => (day < TODAY - 2 * DAY ? 0 : DAY)),
      hours(),
    ],
    ['changed their stamp yesterday', 'unknown', days((day) => (day < TODAY - DAY ? 0 : DAY)), hours()],
    ['changed to their label yesterday', 'unknown', days((day) => (day < TODAY - DAY ? DAY : 0)), hours()],
    ['changed their stamp six days ago', 'end', days((day) => (day < TODAY - 6 * DAY ? 0 : DAY)), hours()],
    [
      'are of their label, but for one in the middle that was corrected',
      'start',
      days(() => 0).map((row, index) => (index === 4 ? { ...row, coins: 500 } : row)),
      hours(),
    ],
    [
      'are of their label, the newest beside no hours',
      'start',
      days(() => 0),
      hours().filter(({ time }) => time < TODAY - DAY - HOUR),
    ],
    ['are too few', 'unknown', days(() => 0, 5), hours()],
    ['have no hours beside them', 'unknown', days(() => 0), []],
    [
      'never move, so that either would do',
      'unknown',
      days(() => 0).map((row) => ({ ...row, coins: 1 })),
      hours().map((row) => ({ ...row, coins: 1 })),
    ],
  ] as const)('%s: %s', (_, verdict, daily, hourly) => {
    expect(proveStamp([{ days: daily, hours: hourly }], TODAY).at).toBe(verdict)
  })

  it('say one thing of one coin and another of the other: unknown', () => {
    const one = { days: days(() => 0), hours: hours() }
    expect(proveStamp([one, { days: days(() => DAY), hours: hours() }], TODAY).at).toBe('unknown')
    expect(proveStamp([one, one], TODAY)).toMatchObject({ at: 'start', days: 16, start: 16, end: 0 })
  })

  it('are contradicted by what the venue told at midnight: unknown; within 1 % they agree', () => {
    const daily = [...days(() => 0), { time: TODAY, coins: valueAt(TODAY) }]
    const proved = (coins: number) =>
      proveStamp(
        [{ days: daily, hours: hours(), readings: [{ at: TODAY, usd: coins * 90_000, coins }] }],
        TODAY,
      )
    expect(proved(valueAt(TODAY) * 1.009)).toMatchObject({ at: 'start', agreed: 1, contradicted: 0 })
    expect(proved(valueAt(TODAY) * 1.011)).toMatchObject({ at: 'unknown', agreed: 0, contradicted: 1 })
  })
})

describe('a reading of 23:58', () => {
  const coins = valueAt(TODAY)
  const [before, after] = [90_000, 90_000 * 1.02]
  const provedBy = (row: Omit<StampedRow, 'time'>, reading: { usd: number; coins?: number }) =>
    proveStamp(
      [
        {
          days: [...days(() => 0), { time: TODAY, ...row }],
          hours: hours(),
          readings: [{ at: TODAY, ...reading }],
        },
      ],
      TODAY,
    )

  it.each([
    [
      'agrees where the price jumps before midnight and the coins stay',
      { coins, usd: { start: coins * after } },
      { coins, usd: coins * before },
      true,
    ],
    [
      'agrees where the venue counts in USD and the price jumps',
      { coins: (coins * before) / after, usd: { start: coins * before } },
      { coins, usd: coins * before },
      true,
    ],
    [
      'contradicts where both differ by more than 1 %',
      { coins: coins * 1.02, usd: { start: coins * 1.02 * after } },
      { coins, usd: coins * before },
      false,
    ],
    [
      'is held in USD against a row in coins where it has no coins itself',
      { coins, usd: { start: coins * before } },
      { usd: coins * before * 1.005 },
      true,
    ],
    [
      'contradicts in USD alone where it has no coins',
      { coins, usd: { start: coins * after } },
      { usd: coins * before },
      false,
    ],
  ])('%s', (_, row, reading, agrees) => {
    expect(provedBy(row, reading)).toMatchObject(
      agrees ? { at: 'start', agreed: 1, contradicted: 0 } : { at: 'unknown', agreed: 0, contradicted: 1 },
    )
  })

  it('and what an archive holds of other midnights are each held against the rows: one that differs contradicts', () => {
    const daily = [...days(() => 0), { time: TODAY, coins }]
    const of = (at: number, factor: number) => ({
      ...{ at, usd: valueAt(at) * before * factor, coins: valueAt(at) * factor, ofArchive: true as const },
    })
    const proved = (factor: number) =>
      proveStamp(
        [
          {
            ...{ days: daily, hours: hours() },
            readings: [
              { at: TODAY, usd: coins * before, coins },
              of(TODAY - 2 * DAY, 1),
              of(TODAY - DAY, factor),
            ],
          },
        ],
        TODAY,
      )
    expect(proved(1)).toMatchObject({ at: 'start', agreed: 3, contradicted: 0 })
    expect(proved(1.02)).toMatchObject({ at: 'unknown', agreed: 2, contradicted: 1 })
  })

  it('says nothing of a row whose worth nobody knows, where it has no coins itself', () => {
    expect(provedBy({ coins }, { usd: coins * before })).toMatchObject({ at: 'start', agreed: 0 })
  })

  it('is of the worth at the end that the verdict says', () => {
    const ending = days(() => DAY).map((row) => ({
      ...row,
      usd: { start: 1, end: (row.coins ?? 0) * before },
    }))
    const reading = { at: TODAY, usd: coins * before }
    const proof = proveStamp([{ days: ending, hours: hours(), readings: [reading] }], TODAY)
    expect(proof).toMatchObject({ at: 'end', agreed: 1, contradicted: 0 })
  })
})
