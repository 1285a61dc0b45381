/** How often a price is expected to move so far within minutes. */
import { expect, it } from 'vitest'
import { movesADay } from '#src/alerts/often.ts'
import { buildHistory } from '../support/history.ts'

/** Every fourth hour 2 % up, then back over three hours: of 100 moves 25 reach 2 %. */
const closes = Array.from({ length: 101 }, (_, hour) => (hour % 4 === 1 ? 102 : 100))
const history = buildHistory({
  assets: [{ id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin' }],
  hourly: { bitcoin: ['2025-11-20T00:00:00Z', ...closes] },
})

const moves = (by: number, side: 'up' | 'down' | 'either', within = 900_000) =>
  movesADay({ asset: 'bitcoin', side, by, within }, history)

it('counts hourly moves that are further by the root of the time, for each window of a day', () => {
  // Of a quarter of an hour, 1 % is as far as 2 % of an hour; a day has 96 of them.
  expect(moves(0.01, 'up')).toBe(96 * 0.25)
  expect(moves(0.0101, 'up')).toBe(0)
  // 102 to 100 is less than 2 %.
  expect(moves(0.01, 'down')).toBe(0)
  expect(moves(0.0098, 'either')).toBe(96 * 0.5)
})

const movesOf = (closes: readonly number[]) => {
  const of = buildHistory({
    assets: [{ id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin' }],
    hourly: { bitcoin: ['2025-08-01T00:00:00Z', ...closes] },
  })
  return movesADay({ asset: 'bitcoin', side: 'up', by: 0.01, within: 900_000 }, of)
}
/** A rise of 2 % in the first hour, and none in those after it. */
const risen = (hours: number) => [100, ...Array.from({ length: hours }, () => 102)]

it('counts the moves of the last 90 days alone', () => {
  expect(movesOf(risen(90 * 24))).toBeCloseTo(96 / (90 * 24), 12)
  expect(movesOf(risen(90 * 24 + 1))).toBe(0)
})

it('says nothing of fewer than 30 moves', () => {
  expect(movesOf(risen(30))).toBeCloseTo(96 / 30, 12)
  expect(movesOf(risen(29))).toBeUndefined()
})

it('says nothing of what the closes themselves show, and of coins without them', () => {
  expect(moves(0.01, 'up', 3_600_000)).toBeUndefined()
  expect(movesADay({ asset: 'solana', side: 'up', by: 0.01, within: 900_000 }, history)).toBeUndefined()
})
