/** A scene as SVG: every word and shape of the picture, at its place, in colours that follow the reader. */
import { describe, expect, it } from 'vitest'
import { colorOf } from '#src/charts/colors.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { Scene, TextItem } from '#src/charts/scene.ts'
import { inkRules, inkStyle, svgFile, svgOf } from '#src/charts/svg.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'
import { measure } from '../support/truth/measure.ts'
import { pictured } from '../support/truth/small.ts'

const charts = [...everyChart(fixtureLook('ja')), ...everyChart(fixtureLook('en'))].flatMap(
  ([name, { spec, alt }]) => [[name, layOut(spec, measure), alt] as const],
)

const near = (value: number) => String(Math.round(value * 10) / 10)
const plain = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

describe('a picture as SVG', () => {
  it.each(charts)('has all words of %s where the picture has them', (_, scene, alt) => {
    const { markup } = svgOf(scene, { alt, id: 'one' })
    const words = scene.items.filter((item): item is TextItem => item.type === 'text')
    const found = [
      ...markup.matchAll(/<text x="([^"]+)" y="([^"]+)" font-size="([^"]+)"[^>]*>([^<]*)<\/text>/g),
    ]
    expect(found.map(([, x, y, size, text = '']) => [x, y, size, plain(text)])).toEqual(
      words.map(({ text, box, y, size }) => [near(box.left), near(y), near(size), text]),
    )
    expect(words.length).toBeGreaterThan(5)
    const label = /aria-label="([^"]*)"/.exec(markup)?.[1] ?? ''
    expect(plain(label)).toBe(alt)
  })

  it.each(charts)('has all data of %s where the picture has them', (_, scene) => {
    const { markup } = svgOf(scene, { alt: '', id: 'one' })
    for (const item of scene.items) {
      if (item.type === 'rect') {
        const { x, y, width, height } = item
        const alone = `<rect x="${near(x)}" y="${near(y)}" width="${near(width)}" height="${near(height)}"`
        const among = `M${near(x)} ${near(y)}h${near(width)}v${near(height)}h${near(-width)}z`
        expect(markup.includes(alone) || markup.includes(among), alone).toBe(true)
      }
      if (item.type === 'dot')
        expect(markup).toContain(`<circle cx="${near(item.x)}" cy="${near(item.y)}" r="${near(item.radius)}"`)
      if (item.type === 'line')
        for (const run of item.runs)
          expect(markup).toContain(
            run.map(([x, y], n) => `${n === 0 ? 'M' : 'L'}${near(x)} ${near(y)}`).join(''),
          )
    }
  })

  it.each(charts)('is well formed and has a colour for each ink: %s', (_, scene, alt) => {
    const drawing = svgOf(scene, { alt, id: 'one' })
    expect(unclosed(drawing.markup)).toEqual([])
    const used = new Set([...drawing.markup.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name))
    const set = inkStyle(drawing.inks, 'dark', 'cvd')
      .split(';')
      .map((one) => one.split(':')[0])
    expect(new Set(set)).toEqual(used)
    expect(set).toHaveLength(drawing.inks.length)
    expect(drawing.markup).not.toMatch(/undefined|NaN|Infinity/)
  })

  it('escapes what a name may contain', () => {
    const text = (words: string): TextItem => ({
      ...{ type: 'text', text: words, x: 0, y: 10, size: 20, weight: 'bold', ink: 'text' },
      ...{ align: 'left', role: 'label', box: { left: 0, right: 50, top: 0, bottom: 20 } },
    })
    const scene: Scene = { ...pictured(), items: [text('<b>"A" & B</b>')], panes: [], spots: [] }
    const { markup } = svgOf(scene, { alt: '"><script>', id: 'one' })
    expect(markup).toContain('>&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;</text>')
    expect(markup).toContain('aria-label="&quot;&gt;&lt;script&gt;"')
  })

  it('follows the reader’s theme and colours, and what they choose', () => {
    const rules = inkRules(['up', 'text'])
    const [dark, jp] = [
      { theme: 'dark', colors: 'standard' },
      { theme: 'light', colors: 'jp' },
    ] as const
    expect(rules).toContain(
      `:root[data-theme="dark"]{--ink-text:${colorOf('text', dark)};--ink-up:${colorOf('up', dark)}}`,
    )
    expect(rules).toContain(
      `:root[data-colors="jp"]{--ink-text:${colorOf('text', jp)};--ink-up:${colorOf('up', jp)}}`,
    )
    // On paper neither the reader's system nor what they chose is asked: there it is light.
    expect(rules).toContain('@media screen and (prefers-color-scheme:dark){:root:not([data-theme]){')
    expect(rules).toContain('@media screen{:root[data-theme="dark"]{')
  })

  it('is a file of its own with its colours inside', () => {
    const [, scene, alt] = charts[0] ?? expect.fail('no chart')
    const file = svgFile(svgOf(scene, { alt, id: 'one' }), 'light', 'standard')
    expect(file).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<svg [^>]*><style>svg\{--ink-/)
    expect(unclosed(file.replace(/^<\?xml[^>]*>\n/, '').replace(/<style>[^<]*<\/style>/, ''))).toEqual([])
  })
})

/** Elements that are opened and not closed in their order. */
function unclosed(markup: string): string[] {
  const open: string[] = []
  for (const [, closing, name = '', empty] of markup.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (empty) continue
    if (!closing) open.push(name)
    else if (open.pop() !== name) return [`</${name}>`]
  }
  return open
}
