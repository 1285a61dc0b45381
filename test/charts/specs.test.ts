/** Every chart in both languages: plain data, honest axes, headed, words that exist in the font, alt text within its limits. */
import { describe, expect, it } from 'vitest'
import { pictureKey } from '#src/charts/cache.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Pane, Panes } from '#src/charts/spec/panes.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { SENTENCES, type SentenceTree } from '#src/i18n/sentences.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'
import { fontCharacters } from '../support/font.ts'

const NAMES = [
  'assets',
  'marketcap',
  'macro',
  'funding',
  'openinterest',
  'volatility',
  'correlation',
  'sectors',
  'volume',
  'movers',
  'macro-odds',
  'correlation-map',
  'movers-map',
  'sheet',
]

describe.each(LOCALES)('charts in %s', (locale) => {
  const charts = everyChart(fixtureLook(locale))

  it('exist for every topic, its other views, and the sheet', () => {
    expect([...charts.keys()]).toEqual(NAMES)
  })

  it.each(NAMES)('%s is plain data that survives JSON', (name) => {
    const spec = specOf(charts, name)
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
  })

  it.each(NAMES)('%s is the same each time it is made', (name) => {
    const again = everyChart(fixtureLook(locale))
    expect(pictureKey(specOf(again, name))).toBe(pictureKey(specOf(charts, name)))
  })

  it.each(NAMES)('%s has a glyph in our font for every letter', (name) => {
    const known = fontCharacters()
    const letters = new Set(textsIn(specOf(charts, name)).join(''))
    expect([...letters].filter((letter) => !known.has(letter))).toEqual([])
  })

  it.each(NAMES)('%s has alt text of at most 1024 characters that ends with the source', (name) => {
    const alt = charts.get(name)?.alt ?? ''
    expect(alt.length).toBeGreaterThan(40)
    expect(alt.length).toBeLessThanOrEqual(1024)
    expect(alt).toContain(fixtureLook(locale).source)
    expect(alt).not.toMatch(/\{\{|undefined|NaN|(?<=\s)-\d/)
  })

  it.each(NAMES)('%s fills areas and draws bars only from zero', (name) => {
    for (const { axis, series } of panesIn(specOf(charts, name))) {
      const areas = series.filter((one) => one.type === 'line' && one.area)
      if (areas.length > 0) expect(axis.min).toBe(0)
      if (series.some(({ type }) => type === 'bars')) {
        expect(axis.base).toBe(0)
        expect(axis.min).toBeLessThanOrEqual(0)
        expect(axis.max).toBeGreaterThanOrEqual(0)
      }
    }
  })

  it.each(NAMES)('%s draws every value within its axis', (name) => {
    for (const { axis, series } of panesIn(specOf(charts, name))) {
      const values = series.flatMap((one) => ('points' in one ? one.points.map(([, value]) => value) : []))
      for (const value of values.filter((one) => one !== null)) {
        expect(value).toBeGreaterThanOrEqual(axis.min)
        expect(value).toBeLessThanOrEqual(axis.max)
      }
    }
  })

  it.each(NAMES)('%s has a title, a measure, a source and the paper’s name', (name) => {
    const { heading, body } = specOf(charts, name)
    // The map of pairs states its own finding: that of a tier is not on it.
    if (name !== 'correlation-map') expect(heading.title).toBe(fixtureLook(locale).title)
    expect(heading.source).toContain(fixtureLook(locale).source)
    expect(heading.brand).toMatch(locale === 'ja' ? /^瓦版/ : /^Kawaraban/)
    // The sheet says it in its captions.
    if (body.type !== 'front') expect(heading.subtitle).not.toBe('')
  })

  it.each(NAMES)('%s writes no hyphen where a minus belongs', (name) => {
    const numbers = textsIn(specOf(charts, name)).filter((text) => /\d%/.test(text))
    for (const text of numbers) expect(text).not.toMatch(/(^|[\s（(])-\d/)
  })
})

describe('a chart of simulated data', () => {
  it.each(LOCALES)('says so in %s even where the source line forgot', (locale) => {
    const look = { ...fixtureLook(locale), source: 'Binance' }
    const label = look.words.say('charts:simulated')
    for (const { spec, alt } of everyChart(look).values()) {
      expect(spec.heading.source).toContain(label)
      // Its last sentence begins with a capital.
      expect(alt).toContain(label.charAt(0).toUpperCase() + label.slice(1))
    }
  })

  it.each(LOCALES)('has in %s the headline of its sheet in the alt text', (locale) => {
    const look = fixtureLook(locale)
    expect(everyChart(look).get('sheet')?.alt.startsWith(look.title)).toBe(true)
  })
})

describe('locales', () => {
  it('have the same chart sentences with the same placeholders', () => {
    const [ja, en] = LOCALES.map((locale) => flatten(SENTENCES[locale].charts))
    expect(Object.keys(ja ?? {}).sort()).toEqual(Object.keys(en ?? {}).sort())
    for (const [key, text] of Object.entries(ja ?? {})) {
      expect(placeholders(text), key).toEqual(placeholders(en?.[key] ?? ''))
    }
  })
})

function specOf(charts: ReturnType<typeof everyChart>, name: string): ChartSpec {
  const chart = charts.get(name)
  if (!chart) throw new Error(`there is no chart ${name}`)
  return chart.spec
}

function panesIn({ body }: ChartSpec): readonly Pane[] {
  const shown: Panes | undefined =
    body.type === 'panes' ? body : body.type === 'front' ? body.hero?.panes : undefined
  return shown?.panes ?? []
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

function flatten(tree: SentenceTree, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  )
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? '').sort()
}
