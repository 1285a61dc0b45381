/** What a recap says of its sections: the order of its groups, what it leaves out, and the wording used longest ago. */
import { describe, expect, it } from 'vitest'
import { claim } from '#src/briefing/claim.ts'
import { extremeIdOf } from '#src/briefing/extremes.ts'
import { wordingFor } from '#src/briefing/memory.ts'
import { groupsOf, recapOf, strongestOf } from '#src/briefing/recap.ts'
import { type Section, SECTIONS, type SectionName, type Statement } from '#src/briefing/section.ts'
import { makeThread } from '#src/briefing/thread.ts'
import { fixtureReadings } from '../support/readings.ts'
import { entry, material } from './thread/given.ts'

const section = (name: SectionName): Section => ({ name, statements: [], missing: [] })
const names = (sections: readonly SectionName[], asked?: readonly SectionName[]) =>
  groupsOf(sections.map(section), asked).map(({ name, sections: own }) => [
    name,
    ...own.map((one) => one.name),
  ])

describe('groups', () => {
  it('stand in the recap’s order, and in the order asked for where sections were asked for', () => {
    expect(names(['volume', 'macro', 'assets'])).toEqual([
      ['assets', 'assets'],
      ['macro', 'macro'],
      ['volume', 'volume'],
    ])
    expect(names(['volume', 'macro', 'assets'], ['volume', 'macro', 'assets']).map(([name]) => name)).toEqual(
      ['volume', 'macro', 'assets'],
    )
    expect(names(SECTIONS, SECTIONS)).toEqual(names(SECTIONS))
  })

  it('take the place of their first section, and hold their sections in their own order', () => {
    const asked = ['funding', 'macro', 'openinterest'] as const
    expect(names(asked, asked)).toEqual([
      ['positioning', 'openinterest', 'funding'],
      ['macro', 'macro'],
    ])
  })
})

describe('a recap', () => {
  const given = material({ price: { end: 94_000, weekReturn: -0.06 } })
  const edition = (extra: object = {}) => ({
    readings: fixtureReadings(),
    extremes: [],
    thread: makeThread(given),
    earlier: [],
    symbols: {},
    ...extra,
  })
  const recapFor = (extra: object = {}, only?: readonly SectionName[]) => recapOf(edition(extra), only)

  it('says what is needed, and nothing else under the sections’ bar', () => {
    const { sections, recap } = recapFor()
    const all = sections.flatMap(({ statements }) => statements)
    const said = recap.flatMap(({ statements }) => statements)
    expect(all.length).toBeGreaterThan(said.length)
    for (const { key, needed, salience } of said) expect(needed || salience >= 0.3, key).toBe(true)
  })

  it('does not repeat an entry that stands above it', () => {
    const vol = entry('volatility.bitcoin.rv7d', { kind: 'high', value: 0.498, unit: 'fraction' })
    const keys = (thread: object) =>
      recapFor({ extremes: [vol], thread: { ...makeThread(given), ...thread } }, ['volatility'])
        .recap.flatMap(({ statements }) => statements)
        .flatMap(({ extremes = [], needed }) => (needed ? [] : extremes))
    const above = { ...claim('volatility.rose', {}, {}), extremes: [extremeIdOf(vol)] }
    expect(keys({})).toEqual([extremeIdOf(vol)])
    expect(keys({ summary: [above] })).toEqual([])
    expect(keys({ headline: [above] })).toEqual([])
    expect(keys({ timeline: [{ day: 0, items: [above] }] })).toEqual([])
  })

  it('says an extreme from the sections’ bar on', () => {
    const said = (salience: number) => {
      const vol = entry('volatility.bitcoin.rv7d', { kind: 'high', value: 0.498, salience })
      return recapFor({ extremes: [vol] }, ['volatility']).recap[0]?.statements.map(({ key }) => key)
    }
    expect(said(0.3)).toContain('volatility.roseSince')
    expect(said(0.29)).not.toContain('volatility.roseSince')
  })

  it('reports two extremes a section, the strongest, in the order of telling', () => {
    const closes = ['sp500', 'gold', 'oil', 'nikkei225'].map((market, n) =>
      entry(`cross.${market}.close`, { salience: [0.4, 0.42, 0.35, 0.31][n] ?? 0 }),
    )
    const of = (sections: readonly Section[]) =>
      sections.flatMap(({ statements }) => statements.flatMap(({ extremes = [] }) => extremes))
    const { sections, recap } = recapFor({ extremes: closes }, ['assets'])
    const all = of(sections)
    expect(all).toHaveLength(4)
    const strongest = closes.slice(0, 2).map(extremeIdOf)
    expect(of(recap)).toEqual(all.filter((id) => strongest.includes(id)))
  })

  it('reports the strongest entry of a group in its section where nothing else does', () => {
    const range = entry('price.bitcoin.range', { group: 'price', kind: 'high', salience: 0.6 })
    const keys = (salience: number) =>
      recapFor({ extremes: [{ ...range, salience }] }, ['volatility']).recap.flatMap(({ statements }) =>
        statements.filter(({ extremes = [] }) => extremes.includes(extremeIdOf(range))).map(({ key }) => key),
      )
    expect(keys(0.6)).toEqual(['thread:entry.range'])
    expect(keys(0.54)).toEqual([])
  })

  it('states what the heading over its text states, however small', () => {
    const curve = (more: object) => ({
      ...{ slope2s10s: 0.8, weekChange: 0.03, tenYear: 4, twoYear: 3, dates: {}, points: [] },
      ...{ twoYearChange: 0.01, tenYearChange: 0.04, ...more },
    })
    const ust = curve({ curve: 'ust', shape: 'unchanged', tenYearChange: -0.18 })
    const jgb = curve({ curve: 'jgb', shape: 'bear-steepening' })
    const readings = fixtureReadings()
    const macro = (curves: readonly object[]) => ({
      ...{ ...readings, macro: { ...readings.macro, value: { ...readings.macro.value, curves } } },
    })
    const keysOf = (curves: readonly object[]) =>
      recapFor({ readings: macro(curves) }, ['macro']).recap.flatMap(({ statements, chart }) => [
        String(chart?.titled.key),
        ...statements.map(({ key }) => key),
      ])
    const [titled, ...keys] = keysOf([ust, jgb])
    expect(titled).toBe('macro.bearSteepening')
    expect(keys).toContain(titled)
    // Of two curves that bent, the one that is worth stating by itself is the heading.
    const moved = curve({ curve: 'ust', shape: 'bull-flattening', twoYearChange: -0.1, tenYearChange: -0.13 })
    expect(keysOf([moved, { ...jgb, weekChange: 0.04 }])[0]).toBe('macro.bullFlattening')
  })

  it('leaves out what its summary gave', () => {
    const keys = (extra: object, only: SectionName) =>
      recapFor(extra, [only]).recap.flatMap(({ statements }) => statements.map(({ key }) => key))
    const cap = { key: 'thread:cap.crossedDown', values: {}, evidence: {}, salience: 0 }
    const thread = { ...makeThread(given), summary: [cap] }
    expect(keys({}, 'marketcap').length).toBeGreaterThan(keys({ thread }, 'marketcap').length)
  })

  it('words its sentences the other way than the last edition that told them', () => {
    const [first] = recapFor().sections.flatMap(({ statements }) => statements)
    const key = String(first?.key)
    const wording = (wordings: object) =>
      recapFor({ earlier: [{ wordings }] })
        .sections.flatMap(({ statements }) => statements)
        .find((one) => one.key === key)?.wording
    expect(wording({})).toBe(0)
    expect(wording({ [key]: 0 })).toBe(1)
    expect(wording({ [key]: 1 })).toBe(0)
  })
})

it('remembers wordings of three editions, the last that told the sentence first', () => {
  const wordingsOf = (...wordings: (0 | 1 | undefined)[]) =>
    wordingFor('x', wordings.map((one) => ({ wordings: one === undefined ? {} : { x: one } })) as never)
  expect(wordingsOf()).toBe(0)
  expect(wordingsOf(undefined, undefined, 0)).toBe(1)
  expect(wordingsOf(undefined, undefined, undefined, 0)).toBe(0)
  expect(wordingsOf(1, 0)).toBe(0)
})

it('keeps the most salient sentences in their own order', () => {
  const said = new Map<Statement, string>(
    [0.2, 0.5, 0.1, 0.5].map((salience, n) => [{ ...claim('volatility.rose', {}, {}), salience }, `${n}`]),
  )
  expect(strongestOf(said, 2)).toEqual(['1', '3'])
  expect(strongestOf(said, 3)).toEqual(['0', '1', '3'])
})
