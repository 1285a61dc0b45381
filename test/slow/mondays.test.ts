/** Every Monday of every history at hand: an edition reads well in both languages and claims nothing that is not so. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Composition } from '#src/briefing/compose.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { groupsOf, recapOf } from '#src/briefing/recap.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import {
  bothLanguages,
  composed,
  editionOf,
  linesOf,
  mondays,
  readAnew,
  readHistory,
  sampleFolder,
} from '../support/editions.ts'
import { figuresIn } from '../support/figuresin.ts'
import { describeWithShared } from '../support/shared.ts'

const ZONES = ['Asia/Tokyo', 'America/New_York']

describe('every Monday of the sample', () => suite(sampleFolder, '2024-11-04'))

describeWithShared('every Monday of the recorded history', ['dataset'], (dataset) =>
  suite(dataset, '2025-03-03'),
)

function suite(folder: string, first: string): void {
  let history: History

  beforeAll(async () => {
    history = await readHistory(folder)
  })

  it('reads without a blank, a placeholder or a word of code, in both languages', () => {
    for (const monday of mondays(first, history)) expectReadable(editionOf(history, monday))
  })

  it('reads so in other zones too, with its pictures', () => {
    for (const zone of ZONES) {
      for (const monday of mondays(first, history, 9)) expectReadable(editionOf(history, monday, zone))
    }
  })

  it('carries the same numbers in both languages', () => {
    for (const monday of mondays(first, history)) {
      const { ja, en } = bothLanguages(editionOf(history, monday))
      expect(figuresIn(linesOf(ja).join('\n'), 'ja'), monday).toEqual(figuresIn(linesOf(en).join('\n'), 'en'))
    }
  })

  it('repeats no sentence', () => {
    for (const monday of mondays(first, history)) {
      const { ja, en } = bothLanguages(editionOf(history, monday))
      for (const version of [ja, en]) {
        const sentences = [...version.thread.summary, ...version.said.values()]
        expect(new Set(sentences).size, `${monday}\n${sentences.join('\n')}`).toBe(sentences.length)
      }
    }
  })

  it('never ends three Japanese sentences in a row alike where the third has another wording', () => {
    for (const monday of mondays(first, history)) {
      const edition = editionOf(history, monday)
      const words = createWords('ja', 'UTC', edition.week.end)
      const { recap } = recapOf(edition)
      const { said, sections } = composed(edition, 'ja')
      for (const group of groupsOf(recap)) {
        const statements = group.sections
          .flatMap(({ name }) => sections.find((one) => one.name === name)?.statements ?? [])
          .filter((one) => said.has(one))
        const sentences = statements.map((one) => said.get(one) ?? '')
        for (const [index, sentence] of sentences.entries()) {
          const [statement, before] = [statements[index], sentences.slice(Math.max(0, index - 2), index)]
          if (before.length < 2 || before.some((one) => one.slice(-3) !== sentence.slice(-3)) || !statement)
            continue
          const other = words.sayOtherwise(`${statement.key}.text` as WordKey, statement.values)
          expect(other.slice(-3), `${monday}\n${[...before, sentence].join('\n')}`).toBe(sentence.slice(-3))
        }
      }
    }
  })

  it('claims "since" only what the record began early enough to know', () => {
    for (const monday of mondays(first, history)) {
      for (const { key, evidence } of statementsOf(history, monday)) {
        const { since, lastOnThisSide, recordStart } = evidence as Record<string, string | null | undefined>
        for (const claimed of [since, lastOnThisSide]) {
          if (claimed == null || recordStart == null) continue
          expect(claimed.slice(0, 10) >= recordStart.slice(0, 10), `${monday} ${key}: ${claimed}`).toBe(true)
        }
      }
    }
  })

  it('calls market cap lowest or highest since the day that the record says', () => {
    const total = history.totalMarketCap
    if (total === undefined) throw new Error('no total market cap on record')
    const days = [...total.times].map((time, index) => ({
      day: dayOf(time),
      value: total.values[index] as number,
    }))
    for (const monday of mondays(first, history)) {
      for (const { key, values, evidence } of statementsOf(history, monday)) {
        const match = /^marketcap\.(lowest|highest)(OnRecord)?$/.exec(key)
        if (match === null) continue
        const end = Number(values.end)
        const beyond = (value: number) => (match[1] === 'lowest' ? value <= end : value >= end)
        const last = days.findLast(({ day, value }) => day < monday && beyond(value))
        expect(evidence.since, `${monday} ${key}`).toBe(last?.day ?? null)
      }
    }
  })

  it('calls a level crossed since the day that the record says', () => {
    const total = history.totalMarketCap
    if (total === undefined) throw new Error('no total market cap on record')
    const days = [...total.times].map((time, index) => ({
      day: dayOf(time),
      value: total.values[index] as number,
    }))
    let crossed = 0
    for (const monday of mondays(first, history)) {
      for (const { key, evidence } of statementsOf(history, monday)) {
        const match = /^marketcap\.crossed(Down|Up)/.exec(key)
        if (match === null) continue
        crossed++
        const { level, date, lastOnThisSide } = evidence as {
          level: number
          date: string
          lastOnThisSide: string | null
        }
        const isThere = (value: number) => (match[1] === 'Down' ? value < level : value >= level)
        const at = days.findIndex(({ day }) => day === date)
        expect(isThere(days[at]?.value ?? Number.NaN), `${monday} ${key}`).toBe(true)
        expect(isThere(days[at - 1]?.value ?? Number.NaN), `${monday} ${key}`).toBe(false)
        const last = days.slice(0, at).findLast(({ value }) => isThere(value))
        expect(lastOnThisSide, `${monday} ${key}`).toBe(last?.day ?? null)
      }
    }
    expect(crossed).toBeGreaterThan(0)
  })

  it('counts weeks in last or first place as the weeks themselves rank crypto', () => {
    for (const monday of mondays(first, history)) {
      for (const { key, values } of statementsOf(history, monday)) {
        const match = /^assets\.(worst|best)Streak$/.exec(key)
        if (match === null) continue
        for (let weeks = 0; weeks <= Number(values.weeks); weeks++) {
          const then = dayOf(startOfDay(monday) - weeks * 7 * DAY)
          const { rank, of } = editionOf(history, then).readings.assets.value
          const there = match[1] === 'worst' ? rank === of : rank === 1
          expect(there, `${monday}: ${then} ranked ${rank} of ${of}`).toBe(weeks < Number(values.weeks))
        }
      }
    }
  })

  it('says of funding what the settlements say', () => {
    for (const monday of mondays(first, history)) {
      const { value } = editionOf(history, monday).readings.funding
      const { run, referenceVenue } = value
      if (run === undefined || referenceVenue === undefined) continue
      const prints = history.funding('bitcoin', referenceVenue)
      const rates = [...(prints?.times ?? [])]
        .map((time, index) => ({ time, rate: prints?.rates[index] as number }))
        .filter(({ time }) => time <= startOfDay(monday))
      const sign = (rate: number) => (rate < 0 ? 'negative' : rate > 0 ? 'positive' : 'zero')
      const broken = rates.findLastIndex(({ rate }) => sign(rate) !== run.sign)
      expect(rates.length - 1 - broken, monday).toBe(run.prints)
      const earlier = rates.slice(0, broken + 1).findLast(({ rate }) => sign(rate) === run.sign)
      if (run.lastEarlierSamePrint !== null) {
        expect(Date.parse(run.lastEarlierSamePrint), monday).toBe(earlier?.time)
      }
    }
  })

  it('is the same edition on two reads of the folder', async () => {
    const again = await readAnew(folder)
    for (const monday of mondays(first, history, 7)) {
      expect(editionOf(again, monday).id).toBe(editionOf(history, monday).id)
    }
  })
}

function statementsOf(history: History, monday: string): Composition['sections'][number]['statements'] {
  return composed(editionOf(history, monday), 'en').sections.flatMap((section) => section.statements)
}

function expectReadable(edition: Edition): void {
  for (const locale of LOCALES) {
    const composition = composed(edition, locale, 'full')
    const what = `${edition.week.edition} ${edition.week.zone} ${locale}`
    const images = composition.message.images
    for (const text of [...linesOf(composition), ...images.map((image) => image.alt)]) {
      expect(text, what).not.toMatch(/undefined|NaN|null|Infinity|\{\{|\}\}|\[object| {2}/)
      expect(text.trim(), what).not.toBe('')
      if (locale === 'ja') expect(text, what).not.toMatch(/。。|、、|、。|（）|ドルドル/)
      else expect(text, what).not.toMatch(/\.\.|,,|, \.| ,|\(\)|[\u3040-\u30ff\u4e00-\u9fff]/)
    }
    expect(new Set(images.map((image) => image.name)).size, what).toBe(images.length)
    expect(JSON.stringify(images.map((image) => image.spec)), what).not.toMatch(/undefined|NaN/)
  }
}
