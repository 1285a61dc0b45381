/** Every picture that an edition can show, as specs and scenes, for tests that read them back. */
import { titleOf } from '#src/briefing/format.ts'
import { openinterestSection } from '#src/briefing/sections/openinterest.ts'
import { volatilitySection } from '#src/briefing/sections/volatility.ts'
import { chartOf, topics } from '#src/briefing/topics.ts'
import { sourceOfChart } from '#src/briefing/names.ts'
import { withDrawableNames } from '#src/charts/drawable.ts'
import { type Chart, type ChartLook, compareChart, priceChart, sheetOf } from '#src/charts/index.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { Scene } from '#src/charts/scene.ts'
import type { ChartSpec, Layout } from '#src/charts/spec.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { TOPICS, type Topic } from '#src/market/topic.ts'
import { type Week, weekEnding } from '#src/market/week.ts'
import { readCompare } from '#src/services/compare.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { type Readings, readAll, readers } from '#src/services/index.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { readPrices } from '#src/services/price.ts'
import { readVolatility } from '#src/services/volatility.ts'
import { measure } from './measure.ts'

export interface Picture {
  /** `2025-11-17 funding:apr ja phone`: what a fault is told of. */
  readonly name: string
  /** `sheet`, `price`, `compare` or a topic. */
  readonly of: string
  readonly view: string
  readonly locale: Locale
  readonly layout: Layout
  readonly spec: ChartSpec
  readonly alt: string
  readonly words: Words
  readonly week: Week
  readonly readings: Readings
  readonly history: History
}

/** Views of topics that have several; `main` for the others. */
const VIEWS: Readonly<Partial<Record<Topic, readonly string[]>>> = {
  macro: ['main', 'curve', 'ust', 'jgb', 'odds'],
  funding: ['main', 'apr'],
  correlation: ['main', 'map'],
  movers: ['main', 'map'],
}

const COMPARED = ['bitcoin', 'ethereum', 'solana', 'ripple', 'pepe'] as const
const LAYOUTS: readonly Layout[] = ['wide', 'phone']

export interface PicturesRequest {
  readonly locales?: readonly Locale[]
  readonly layouts?: readonly Layout[]
  /** All where it is left out. */
  readonly topics?: readonly Topic[]
  /** The headline of the sheet; its heading where it is left out. */
  readonly headline?: (words: Words) => string | undefined
  /** The ledger's entries, by which sections are titled; none where they are left out. */
  readonly extremes?: readonly RankedExtreme[]
  /** Prices and comparisons that commands draw. */
  readonly lookups?: boolean
}

/** Readings of a week; of some topics anew from another history where they are given. */
export function readingsOf(
  history: History,
  week: Week,
  from?: Readings,
  anew: readonly Topic[] = TOPICS,
): Readings {
  if (!from) return readAll(history, week)
  return { ...from, ...Object.fromEntries(anew.map((topic) => [topic, readers[topic](history, week)])) }
}

/** Specs of all pictures of a week's readings. */
export function picturesOf(
  history: History,
  monday: string,
  readings: Readings,
  {
    locales = LOCALES,
    layouts = LAYOUTS,
    topics: wanted = TOPICS,
    headline,
    extremes = [],
    lookups = false,
  }: PicturesRequest = {},
): Picture[] {
  const week = weekEnding(monday as Parameters<typeof weekEnding>[0])
  return locales.flatMap((locale) => {
    const words = createWords(locale, 'UTC', week.end)
    return layouts.flatMap((layout) => {
      const look = (title: string, sources: readonly string[]): ChartLook => ({
        words,
        theme: 'light',
        colors: 'standard',
        layout,
        title,
        source:
          history.kind === 'simulated'
            ? words.say('method.chartSimulated')
            : sourceOfChart(sources, week.end, week.zone, words),
        simulated: history.kind === 'simulated',
      })
      const shared = { locale, layout, words, week, readings, history }
      const pictures: Picture[] = []
      const add = (of: string, view: string, chart: Chart | undefined) => {
        if (!chart) return
        const drawn = withDrawableNames(chart, symbolsOf(history))
        const name = `${monday} ${of}:${view} ${locale} ${layout}`
        pictures.push({ ...shared, name, of, view, spec: drawn.spec, alt: drawn.alt })
      }
      for (const topic of wanted) {
        const section = topics[topic].section(readings, extremes)
        if (section.statements.length === 0) continue
        const dressed = look(titleOf(section, words), readings[topic].sources)
        const own = section.chart?.view ?? 'main'
        for (const view of new Set([own, ...(VIEWS[topic] ?? ['main'])]))
          add(topic, view, chartOf(topic, readings[topic] as never, view, dressed))
      }
      add('sheet', 'main', sheetOf(readings, look(headline?.(words) ?? words.say('headings.sheet'), [])))
      if (lookups) {
        const prices = readPrices(history, week.end, ['bitcoin'], 90)
        add('price', '90d', priceChart(prices, look('BTC', prices.sources), week))
        const compared = readCompare(history, week.end, COMPARED, 90)
        add('compare', '90d', compareChart(compared, look('BTC', compared.sources), week))
        const rough = readVolatility(history, week, ['ethereum'])
        const told = look(titleOf(volatilitySection(rough), words), rough.sources)
        add('volatility', 'ethereum', chartOf('volatility', rough, 'ethereum', told))
        const ether = readOpenInterest(history, week, ['ethereum'])
        const open = look(titleOf(openinterestSection(ether), words), ether.sources)
        add('openinterest', 'ethereum', chartOf('openinterest', ether, 'ethereum', open))
      }
      return pictures
    })
  })
}

/** The scene of a picture, measured as it is painted. */
export function sceneOf({ spec }: Pick<Picture, 'spec'>): Scene {
  return layOut(spec, measure)
}

const symbols = new WeakMap<History, Record<string, string>>()

/** Tickers by id. */
export function symbolsOf(history: History): Record<string, string> {
  const known =
    symbols.get(history) ?? Object.fromEntries(history.assets.map(({ id, symbol }) => [id, symbol]))
  symbols.set(history, known)
  return known
}
