import { expect, it } from 'vitest'
import { extremesJson } from '#src/editions/extremes.ts'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { extremeId } from '#src/services/extremes/extreme.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'

const edition = '2025-06-16'
const from = (days: number) => new Date(instantOf(edition) - days * DAY).toISOString().slice(0, 10)
const history = buildHistory({
  now: edition,
  sentiment: { 'fear-greed': [from(200), ...generate(194, () => 50), 50, 99, 50, 50, 50, 50, 1] },
  cross: { oil: { class: 'commodity', closes: [from(60), ...generate(60, (i) => 80.11 - i / 10)] } },
})
const ranked = rankExtremes(readExtremes(history, weekEnding(edition)), [])

it('writes dates as ISO 8601, keeps values raw, and says where each was reported', () => {
  const [strongest] = ranked
  const published = extremesJson(
    ranked,
    new Map([[strongest ? extremeId(strongest) : '', 'headline' as const]]),
  )
  expect(published.map(({ salience }) => salience)).toEqual(ranked.map(({ salience }) => salience))
  expect(published.map(({ told }) => told)).toEqual(['headline', ...ranked.slice(1).map(() => 'none')])
  const high = published.find(({ series, kind }) => series === 'sentiment.fearGreed.value' && kind === 'high')
  expect(high).toMatchObject({
    group: 'sentiment',
    value: 99,
    unit: 'index 0-100',
    at: '2025-06-11T00:00:00Z',
    since: null,
    recordStart: `${from(200)}T00:00:00Z`,
  })
})

it('holds the withheld ones, last, with their guard', () => {
  const published = extremesJson(ranked)
  const first = published.findIndex(({ guard, young }) => guard !== undefined && !young)
  expect(first).toBeGreaterThan(0)
  expect(published.slice(first).every(({ guard, salience }) => guard !== undefined && salience === 0)).toBe(
    true,
  )
  expect(published.find(({ series }) => series === 'cross.oil.close')?.guard).toBe('short-record')
})

it('survives JSON', () => {
  const published = extremesJson(ranked)
  expect(JSON.parse(JSON.stringify(published))).toEqual(published)
})
