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

it('says nothing of what the closes themselves show, and of coins without them', () => {
  expect(moves(0.01, 'up', 3_600_000)).toBeUndefined()
  expect(movesADay({ asset: 'solana', side: 'up', by: 0.01, within: 900_000 }, history)).toBeUndefined()
})
