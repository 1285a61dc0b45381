/** Editions that were frozen before there was a thread: read back, told as sections, and corrected. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Block } from '#src/chat/message.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { editionLabel } from '#src/briefing/edition.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { createEditions } from '#src/editions/freeze.ts'
import { makeEdition } from '#src/editions/make.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt, type Week, weekBefore } from '#src/market/week.ts'
import type { Store } from '#src/store/open.ts'
import { someOf } from '../support/cases.ts'
import { DATABASES } from '../support/databases.ts'
import { sampleHistory } from '../support/histories.ts'
import { restated } from '../support/restated.ts'

const LENGTHS = ['full', 'compact', 'text'] as const
/** Of a version whose readings had no verdicts either. */
const VERDICTS = [
  ...['verdict', 'verdicts', 'price', 'bitcoin', 'ethereum', 'leverage', 'shift', 'rising', 'falling'],
  ...['coins', 'few', 'narrow', 'twoYear', 'twoYearChange', 'counted'],
]

let sample: History
let week: Week
let store: Store

beforeAll(async () => {
  sample = await sampleHistory()
  week = lastWeekAt(sample.now)
})
beforeEach(async () => {
  store = await (DATABASES[0] as (typeof DATABASES)[0]).open()
})

/** The sample's edition as a version before the thread would have frozen it. */
function before({ told: _, thread, earlier, extremes, readings, ...rest }: Edition, verdicts: boolean) {
  const { price, watch, analogues, ...topics } = readings
  const kept = { ...rest, readings: topics }
  if (verdicts) return kept
  const text = JSON.stringify(kept, (name, value: unknown) => {
    const isVerdict = VERDICTS.includes(name) || (name === 'breadth' && typeof value === 'object')
    return isVerdict ? undefined : value
  })
  return JSON.parse(text) as unknown
}

/** Keeps it as a store has it. */
async function freezeOld(edition: Edition, verdicts = true) {
  const { id, data, revision } = edition
  await store.editions.freeze({
    ...{ id, data, revision, week: edition.week.edition, zone: edition.week.zone, frozenAt: 1 },
    content: JSON.stringify(before(edition, verdicts)),
  })
}

function textIn(block: Block): string {
  if (block.kind === 'facts') return block.items.map(({ text }) => text).join('\n')
  return block.kind === 'paragraph' || block.kind === 'quote' ? block.text : ''
}

function tell(edition: Edition, locale: Locale, length: (typeof LENGTHS)[number]) {
  const words = createWords(locale, 'Asia/Tokyo', week.end)
  const request = { length, language: locale, sections: undefined, withFigures: true }
  return formatRecap(edition, request, { words, theme: 'dark', colors: 'standard' })
}

describe.each(
  someOf(
    [
      ['without a thread', true],
      ['without a thread and verdicts', false],
    ] as const,
    2,
  ),
)('an edition that was frozen %s', (_, verdicts) => {
  it('is reported as sections under its name, in both languages and all lengths', async () => {
    const made = makeEdition(sample, week)
    await freezeOld(made, verdicts)
    const read = (await createEditions(store.editions).find(sample, week)) as Edition
    expect(read.id).toBe(made.id)
    for (const locale of LOCALES) {
      const name = createWords(locale, 'UTC', week.end).say('headings.edition', { date: week.end })
      for (const length of LENGTHS) {
        const message = tell(read, locale, length)
        const what = `${locale} ${length}`
        expect(message.title, what).toBe(name)
        if (length !== 'compact') expect(message.footer.join(), what).toContain(editionLabel(made))
        expect(message.images.length, what).toBe(length === 'full' ? 6 : length === 'compact' ? 1 : 0)
        const texts = message.blocks.map((block) => textIn(block))
        expect(texts.length, what).toBeGreaterThanOrEqual(length === 'compact' ? 1 : 5)
        expect(
          texts.every((text) => text.length > 20),
          what,
        ).toBe(true)
        expect(/undefined|NaN|\{\{/u.exec(JSON.stringify(message))?.[0], what).toBeUndefined()
      }
    }
  })

  it('is corrected by the figures that it knew, and has a thread from then on', async () => {
    await freezeOld(makeEdition(sample, week), verdicts)
    const editions = createEditions(store.editions)
    expect(await editions.revise(week.edition, sample, 2)).toMatchObject({ isNew: false })
    const { revisions, isNew } = await editions.revise(week.edition, restated(sample, week.end), 3)
    expect(isNew).toBe(true)
    const changes = revisions[1]?.correction?.changes ?? []
    expect(changes.map(({ figure }) => figure)).toContain('price.bitcoin.weekReturn')
    expect(changes.filter((change) => change.before === undefined)).toEqual([])
    expect(revisions[1]?.thread.headline.length).toBeGreaterThan(0)
    for (const length of LENGTHS) expect(tell(revisions[1] as Edition, 'en', length).title).not.toBe('')
  })
})

it('leaves the memory of the week after it to what follows from the record', async () => {
  const earlier = weekBefore(week)
  await freezeOld(makeEdition(sample, earlier))
  const ready = await createEditions(store.editions).ready(sample, week, { least: 0, deadline: 0, now: 2 })
  expect(ready.kind === 'frozen' && ready.edition.earlier).toEqual(makeEdition(sample, week).earlier)
})
