/** Where rows, tiles, pairs and curves go: nothing leaves the picture, nothing lies on other words, what is named is shown. */
import { describe, expect, it } from 'vitest'
import { chartOf } from '#src/briefing/topics.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { Chart, ChartLook } from '#src/charts/look.ts'
import { type Box, type Measure, overlap, type Scene, type TextItem } from '#src/charts/scene.ts'
import type { ChartSpec, Layout } from '#src/charts/spec.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureReadings } from '../support/readings.ts'

const readings = fixtureReadings()
const LAYOUTS: readonly Layout[] = ['wide', 'phone']

/** About as wide as our face draws: a whole square for Japanese, a good half of one for Latin. */
const measure: Measure = (text, size, weight) =>
  [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2fff ? 1 : 0.56), 0) *
  size *
  (weight === 'bold' ? 1.03 : 1)

const CASES = LOCALES.flatMap((locale) => LAYOUTS.map((layout) => ({ locale, layout })))

describe.each(CASES)('in $locale, $layout', ({ locale, layout }) => {
  const look = { ...fixtureLook(locale), layout }
  it.each(Object.entries(chartsOf(look)))('%s keeps its words apart, large and inside', (_, chart) => {
    const scene = sceneOf(chart)
    const margin = layout === 'wide' ? 40 : 32
    const texts = textsOf(scene)
    for (const { text, size, box } of texts) {
      expect(size, text).toBeGreaterThanOrEqual(layout === 'wide' ? 20 : 22)
      expect(box.left, text).toBeGreaterThanOrEqual(margin - 1)
      expect(box.right, text).toBeLessThanOrEqual(scene.size.width - margin + 1)
      expect(box.bottom, text).toBeLessThanOrEqual(scene.size.height)
    }
    const touching = texts.flatMap((a, index) =>
      texts.slice(index + 1).flatMap((b) => (overlap(core(a), core(b)) ? [`${a.text} on ${b.text}`] : [])),
    )
    expect(touching).toEqual([])
  })
})

describe('the map of movers', () => {
  it.each(LAYOUTS)('shows the number of every coin that is named, in its tile or on a tag: %s', (layout) => {
    const symbols = readings.movers.value.all.map(({ symbol }) => symbol)
    for (let first = 0; first < symbols.length; first += 3) {
      const title = symbols.slice(first, first + 3).join(', ')
      const chart = chartOf('movers', readings.movers, 'map', { ...fixtureLook('en'), layout, title })
      const { body } = chart?.spec as ChartSpec
      if (body.type !== 'tiles') throw new Error('tiles were expected')
      const shown = textsOf(sceneOf(chart)).map(({ text }) => text)
      for (const tile of body.groups.flatMap(({ tiles }) => tiles)) {
        if (!body.named.includes(tile.id)) continue
        expect(
          shown.filter((text) => [tile.text, `${tile.name} ${tile.text}`].includes(text)),
          `${tile.name} of ${title}`,
        ).not.toEqual([])
      }
    }
  })
})

function chartsOf(look: ChartLook): Record<string, Chart | undefined> {
  return {
    assets: chartOf('assets', readings.assets, 'main', look),
    sectors: chartOf('sectors', readings.sectors, 'main', look),
    movers: chartOf('movers', readings.movers, 'main', look),
    'the map of movers': chartOf('movers', readings.movers, 'map', look),
    'US yields': chartOf('macro', readings.macro, 'ust', look),
    'Japanese yields': chartOf('macro', readings.macro, 'jgb', look),
    odds: chartOf('macro', readings.macro, 'odds', look),
    correlations: chartOf('correlation', readings.correlation, 'map', look),
  }
}

function sceneOf(chart: Chart | undefined): Scene {
  if (chart?.spec === undefined) throw new Error('a chart was expected')
  return layOut(chart.spec as ChartSpec, measure)
}

function textsOf({ items }: Scene): TextItem[] {
  return items.flatMap((item) => (item.type === 'text' ? [item] : []))
}

/** Letters alone: lines of text may come as close as their box has air. */
function core({ box }: TextItem): Box {
  return { ...box, top: box.top + 2, bottom: box.bottom - 2 }
}
