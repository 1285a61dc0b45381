/** The drawing and the picture of one chart: the same words, numbers and shapes at the same places, in the same colours. */
import { describe, expect, it } from 'vitest'
import { layBare } from '#src/charts/layout/bare.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { Layout } from '#src/charts/spec.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'
import { drawnAsSvg, drawnOnCanvas } from '../support/drawn.ts'
import { measure } from '../support/truth/measure.ts'

const LAYOUTS: readonly Layout[] = ['wide', 'phone']
const charts = LOCALES.flatMap((locale) =>
  LAYOUTS.flatMap((layout) =>
    [...everyChart({ ...fixtureLook(locale, { theme: layout === 'wide' ? 'dark' : 'light' }), layout })].map(
      ([name, { spec }]) => ({ name, locale, layout, spec }),
    ),
  ),
)

describe('SVG and PNG', () => {
  it.each(charts)('show the same of $name in $locale, $layout', ({ spec, layout }) => {
    expect(spec.layout).toBe(layout)
    const scene = layOut(spec, measure)
    const [drawing, picture] = [drawnAsSvg(scene), drawnOnCanvas(scene)]
    expect(drawing).toEqual(picture)
    expect(picture.filter((one) => /^text .*\d/.test(one)).length).toBeGreaterThan(3)
    expect(picture.join('\n')).not.toMatch(/undefined|NaN/)
  })

  it.each(charts)('show the same of $name in $locale, $layout, as it stands in a page', ({ spec }) => {
    const scene = layBare(spec, measure)
    if (scene) expect(drawnAsSvg(scene)).toEqual(drawnOnCanvas(scene))
  })

  it('are told apart where one number is another', () => {
    const [chart] = charts
    if (!chart) throw new Error('there is no chart')
    const scene = layOut(chart.spec, measure)
    const other = {
      ...scene,
      items: scene.items.map((item) =>
        item.type === 'text' ? { ...item, text: item.text.replace('1', '2') } : item,
      ),
    }
    expect(drawnAsSvg(other)).not.toEqual(drawnOnCanvas(scene))
    const moved = {
      ...scene,
      items: scene.items.map((item) => (item.type === 'rect' ? { ...item, x: item.x + 1 } : item)),
    }
    expect(drawnAsSvg(moved)).not.toEqual(drawnOnCanvas(scene))
  })
})
