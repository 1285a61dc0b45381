/** What frozen editions remember of each other: what readers were told, whatever the record says since. */
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import { MEMORY } from '#src/briefing/thread.ts'
import { earlierInSteps, earlierOf } from '#src/editions/earlier.ts'
import { createEditions, type Editions } from '#src/editions/freeze.ts'
import { makeEdition } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt, type Week, weekBefore } from '#src/market/week.ts'
import type { Store } from '#src/store/open.ts'
import { EVERY_CASE } from '../support/cases.ts'
import { DATABASES } from '../support/databases.ts'
import { composed, linesOf, readAnew, sampleFolder } from '../support/editions.ts'
import { sampleHistory } from '../support/histories.ts'
import { restated } from '../support/restated.ts'

const AT = { least: 0, deadline: 0, now: 1 }
let sample: History
let week: Week
let store: Store
let editions: Editions

beforeAll(async () => {
  sample = await sampleHistory()
  week = lastWeekAt(sample.now)
})
beforeEach(async () => {
  store = await (DATABASES[0] as (typeof DATABASES)[0]).open()
  editions = createEditions(store.editions)
})

async function freeze(history: History, of: Week, by = editions): Promise<Edition> {
  const ready = await by.ready(history, of, AT)
  if (ready.kind !== 'frozen') throw new Error(`${of.edition} is not frozen`)
  return ready.edition
}

const textsOf = (edition: Edition) => [
  ...linesOf(composed(edition, 'ja')),
  ...linesOf(composed(edition, 'en')),
]

it('remembers the week before as it was frozen, though the record was restated since', async () => {
  const before = weekBefore(week)
  const first = await freeze(sample, before)
  const changed = restated(sample, before.end)
  expect(makeEdition(changed, before).told).not.toEqual(first.told)
  const second = await freeze(changed, week)
  expect(second.earlier[0]).toEqual(first.told)
  expect(second.earlier).toEqual([first.told, ...first.earlier].slice(0, MEMORY))
})

it.runIf(EVERY_CASE)('remembers the latest revision of the week before', async () => {
  const before = weekBefore(week)
  await freeze(sample, before)
  const changed = restated(sample, before.end)
  // Asked for before the correction, and not complete: what is then remembered is not what is told later.
  await editions.ready(changed, week, { least: 1.1, deadline: 10, now: 1 })
  const { revisions } = await editions.revise(before.edition, changed, 2)
  expect(revisions).toHaveLength(2)
  const second = await freeze(changed, week)
  expect(second.earlier[0]).toEqual(revisions[1]?.told)
})

it.runIf(EVERY_CASE)('keeps in a revision what its first revision remembered', async () => {
  const before = weekBefore(week)
  const changed = restated(sample, week.end)
  await freeze(restated(sample, before.end), before)
  const first = await freeze(sample, week)
  await editions.revise(before.edition, sample, 2)
  const { revisions } = await editions.revise(week.edition, changed, 3)
  expect(revisions).toHaveLength(2)
  expect(revisions[1]?.earlier).toEqual(first.earlier)
})

it('says the same words whenever it is reported again', async () => {
  const texts = textsOf(await freeze(sample, week))
  const again = (await createEditions(store.editions).find(sample, week)) as Edition
  expect(textsOf(again)).toEqual(texts)
  expect(textsOf(await freeze(restated(sample, week.end), week, createEditions(store.editions)))).toEqual(
    texts,
  )
})

it.runIf(EVERY_CASE)(
  'is one edition where two processes freeze at once, each after another memory',
  async () => {
    const other = createEditions(store.editions)
    const changed = restated(sample, weekBefore(week).end)
    const [one, two] = await Promise.all([freeze(sample, week), freeze(changed, week, other)])
    expect(two).toEqual(one)
    expect(await other.find(sample, week)).toEqual(one)
  },
)

it.runIf(EVERY_CASE)(
  'follows from the record alike in steps and at once, and lets others work after each week',
  async () => {
    const history = await readAnew(sampleFolder)
    let pauses = 0
    const inSteps = await earlierInSteps(history, week, async () => {
      pauses += 1
    })
    expect(inSteps).toEqual(earlierOf(sample, week))
    expect(pauses).toBeGreaterThanOrEqual(MEMORY)
    // What is known is not derived again.
    await earlierInSteps(history, week, () => Promise.reject(new Error('paused')))
  },
)
