import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import type { Statement } from '#src/briefing/section.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { weeklySections } from '#src/briefing/weekly.ts'
import type { Message } from '#src/chat/message.ts'
import { makeEdition } from '#src/editions/make.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { TOPICS } from '#src/market/topic.ts'
import { lastWeekAt, type Week, weekBefore } from '#src/market/week.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { fontCharacters } from '../support/font.ts'
import { someOf } from '../support/cases.ts'
import { describeWithShared } from '../support/shared.ts'
import { all, ask, commandOf, commands, loadHistory, questionsOf, textOf, isForAll } from './asking.ts'

const questions = commands.flatMap(questionsOf)
const examples = commands.flatMap((command) => command.examples)

let sample: History
beforeAll(async () => {
  sample = await loadHistory('data/sample')
})

describe('every command', () => {
  it('has a file of its own, and every topic has one', () => {
    const files = readdirSync(new URL('../../commands/', import.meta.url)).map((file) =>
      file.replace('.ts', ''),
    )
    expect(all.map(({ name }) => name)).toEqual(files.toSorted())
    expect(TOPICS.filter((topic) => !commands.some(({ name }) => name === topic))).toEqual([])
  })

  it.each(examples)('runs its example %s in both languages', async (typed) => {
    for (const locale of LOCALES) mustReadWell((await ask(typed, sample, locale)).message)
  })

  it.each(someOf(questions, 3))('answers %s in both languages with the same figures', async (typed) => {
    const [ja, en] = [await ask(typed, sample, 'ja'), await ask(typed, sample, 'en')]
    mustReadWell(ja.message)
    mustReadWell(en.message)
    expect(fieldPercents(ja.message)).toEqual(fieldPercents(en.message))
    expect(shapeOf(ja.message)).toEqual(shapeOf(en.message))
    expect(JSON.stringify(datasetsOf(ja.message))).toBe(JSON.stringify(datasetsOf(en.message)))
  })

  it.each(
    commands.map(({ name }) => name),
  )('/%s answers for the record’s first weeks and for a small coin', async (name) => {
    const args = commandOf(name).args as Record<string, { kind: string }>
    const first = lastWeekAt(sample.from + 14 * DAY).edition
    const small = sample.assets.find(
      ({ id }) => sample.fundingVenues(id).length === 0 && sample.dailyCandles(id),
    )
    for (const [argument, { kind }] of Object.entries(args)) {
      const typed = kind === 'week' ? first : kind === 'asset' ? small?.id : undefined
      if (typed === undefined) continue
      await ask(`/${name} ${argument}:${typed}`, sample, 'ja').then(
        ({ message }) => mustReadWell(message),
        (error) => expect(['commands.noCandles', 'commands.notOnRecord']).toContain(error.key),
      )
    }
  })

  it.each(
    someOf(
      commands.map(({ name }) => name),
      3,
    ),
  )('/%s has no option that does nothing', async (name) => {
    const plain = formsOf(await ask(`/${name}`, sample, 'en'))
    const command = commandOf(name)
    for (const [argument, { choices = [], default: preset }] of Object.entries(
      command.args as Record<string, { choices?: readonly string[]; default?: string }>,
    )) {
      for (const choice of choices.filter((one) => one !== preset && isForAll(one))) {
        const table = NEEDS[`${name} ${argument} ${choice}`] ?? NEEDS[`${name} ${argument}`]
        const other = formsOf(await ask(`/${name} ${argument}:${choice}${table ?? ''}`, sample, 'en'))
        const before = table === undefined ? plain : formsOf(await ask(`/${name}${table}`, sample, 'en'))
        expect(other === before, `${argument}:${choice}`).toBe(SAME.has(`${name} ${argument}:${choice}`))
      }
    }
  })
})

describe('a topic’s command', () => {
  const editions = new Map<string, Edition>()
  const editionOf = (week: Week): Edition => {
    const edition = editions.get(week.edition) ?? makeEdition(sample, week)
    editions.set(week.edition, edition)
    return edition
  }

  it.each(TOPICS)('/%s says what the recap says, of the last week and of an earlier one', async (topic) => {
    const last = lastWeekAt(sample.now)
    for (const week of [last, weekBefore(last, 5)]) {
      const typed = week === last ? `/${topic}` : `/${topic} ${week.edition}`
      const { answer } = await ask(typed, sample, 'en')
      const { readings, extremes } = editionOf(week)
      const [section] = weeklySections(readings, extremes, [topic])
      if (answer.kind !== 'section') throw new Error(`/${topic} answers without a section`)
      // A recap ranks by what the editions before told; a command says the same at any time.
      const alone = section && withStrongest(section, rankExtremes(readExtremes(sample, week), []), sample)
      expect(answer.section.statements.map(claimOf)).toEqual(alone?.statements.map(claimOf))
    }
  })

  it.each(TOPICS)('/%s dates its answer by the data and names sources', async (topic) => {
    const { answer } = await ask(`/${topic}`, sample, 'ja')
    if (answer.kind !== 'section') throw new Error(`/${topic} answers without a section`)
    expect(answer.sources.length).toBeGreaterThan(0)
    expect(answer.asOf).toBeLessThanOrEqual(sample.now)
  })

  it.each([
    ...TOPICS,
    'price',
    'chart',
    'compare',
  ])('/%s shows a table in place of the chart', async (name) => {
    const args = commandOf(name).args as Record<string, { choices?: readonly string[] }>
    const value = args.view?.choices?.includes('table') === true ? 'table' : 'text'
    const [chart, table] = [
      await ask(`/${name}`, sample, 'en'),
      await ask(`/${name} view:${value}`, sample, 'en'),
    ]
    expect(chart.message.images).toHaveLength(1)
    expect(table.message.images).toEqual([])
    expect(table.message.blocks.some(({ kind }) => kind === 'table')).toBe(true)
  })
})

describeWithShared('on recorded history', ['dataset'], (folder) => {
  let recorded: History
  beforeAll(async () => {
    recorded = await loadHistory(folder)
  })

  it.each(someOf(examples, 4))('runs %s', async (typed) => {
    // Recorded history has no candles by the hour of every coin: then a sentence says so.
    await ask(typed, recorded, 'ja').then(
      ({ message }) => mustReadWell(message),
      (error) => expect(error).toMatchObject({ name: 'RequestError' }),
    )
  })

  it.each(someOf(questions, 4))('answers %s', async (typed) => {
    await ask(typed, recorded, 'en').then(
      ({ message }) => mustReadWell(message),
      (error) => expect(error).toMatchObject({ name: 'RequestError', key: 'commands.noCandles' }),
    )
  })
})

function claimOf({ key, values, evidence, extremes = [] }: Statement) {
  return { key, values, evidence, extremes }
}

/** What must be asked beside an option for it to be seen. */
const NEEDS: Readonly<Record<string, string>> = {
  'funding venues': ' view:table',
  'openinterest unit': ' btc',
  'sectors family': ' view:table',
}
/** Where another value must show the same: English is what is spoken already. */
const SAME: ReadonlySet<string> = new Set(['brief lang:en'])

/** All that an answer shows, in short and in full. */
function formsOf({ answer, message }: Awaited<ReturnType<typeof ask>>): string {
  const short = answer.kind === 'message' ? answer.short : undefined
  return [message, ...(short ? [short] : [])].map(shown).join('\n')
}

/** Answers are shared between tests: each is read once. */
const read = new WeakSet<Message>()

/** Titles, figures without holes, no words of a program. */
function mustReadWell(message: Message): void {
  if (read.has(message)) return
  const text = textOf(message)
  expect(message.title).toMatch(/\S/)
  expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|\{\{|\bnull\b/)
  for (const block of message.blocks) {
    if (block.kind === 'table') {
      for (const row of block.rows) expect(row).toHaveLength(block.columns.length)
    }
    if (block.kind === 'fields') expect(block.items.length).toBeGreaterThan(0)
  }
  for (const { spec, alt } of message.images) {
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
    const written = [...new Set(stringsIn(spec).join(''))]
    expect(written.filter((character) => !fontCharacters().has(character))).toEqual([])
    expect(alt.length).toBeGreaterThan(20)
    expect(alt.length).toBeLessThanOrEqual(1024)
  }
  read.add(message)
}

/** All that may be written on a picture. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/** Every percentage of fields and tables, in order: they are printed alike in both languages. */
function fieldPercents({ blocks }: Message): string[] {
  const cells = blocks.flatMap((block) => {
    if (block.kind === 'fields') return block.items.map(({ value }) => value)
    return block.kind === 'table' ? block.rows.flat() : []
  })
  return cells.flatMap((cell) => cell.match(/[+−]?\d[\d,]*(?:\.\d+)?%/g) ?? [])
}

function shapeOf({ blocks, images }: Message): unknown {
  return [
    blocks.map((block) => [block.kind, block.kind === 'table' ? block.rows.length : 0]),
    images.map(({ name }) => name),
  ]
}

/** The numbers that charts draw: no language in them. */
function datasetsOf({ images }: Message): unknown {
  return images.map(({ spec }) => {
    const { config } = spec as { config?: { data: { datasets: readonly { data: unknown }[] } } }
    return config?.data.datasets.map(({ data }) => data)
  })
}

function shown(message: Message): string {
  return JSON.stringify([textOf(message), message.images, message.files ?? []])
}
