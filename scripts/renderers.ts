/** A page with every chart as SVG and as PNG side by side, to be looked at: `npm run renderers -- /tmp/renderers`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { html, raw } from 'hono/html'
import { titleOf } from '#src/briefing/format.ts'
import { chartOf, topics } from '#src/briefing/topics.ts'
import { type Chart, type ChartLook, sheetOf } from '#src/charts/index.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import { createPainter } from '#src/charts/paint.ts'
import type { Layout, Theme } from '#src/charts/spec.ts'
import { inkStyle, svgOf } from '#src/charts/svg.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { TOPICS, type Topic } from '#src/market/topic.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAll, type TopicReadings } from '#src/services/index.ts'
import { SOURCES } from '#src/sources/index.ts'

const WEEK = '2025-11-24'
const VIEWS: readonly (readonly [Topic, string])[] = [
  ['movers', 'map'],
  ['correlation', 'map'],
  ['macro', 'odds'],
]
const LOOKS: readonly { readonly layout: Layout; readonly theme: Theme }[] = [
  { layout: 'wide', theme: 'light' },
  { layout: 'phone', theme: 'dark' },
]

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('npm run renderers -- <folder>\n')
  process.exit(2)
}
const { history } = await SOURCES.dataset('data/sample').load()
const week = weekEnding(WEEK)
const readings = readAll(history, week)
const painter = await createPainter()
await mkdir(folder, { recursive: true })
const rows = LOCALES.flatMap((locale) =>
  LOOKS.flatMap(({ layout, theme }) =>
    [...chartsOf(locale, theme, layout)].map(([name, chart]) => ({
      name: `${name}-${locale}-${layout}`,
      chart,
    })),
  ),
)
const figures: ReturnType<typeof html>[] = []
for (const { name, chart } of rows) {
  const { spec, alt } = chart
  const scene = layOut(spec, painter.measure)
  await writeFile(join(folder, `${name}.png`), painter.paint(scene))
  const { markup, inks } = svgOf(scene, { alt, id: name })
  figures.push(
    html`<section style="${inkStyle(inks, spec.theme, spec.colors)}"><h2>${name}</h2><div>${raw(markup)}<img src="${name}.png" alt=""></div></section>`,
  )
}
const style =
  'body{margin:1rem;font-family:sans-serif;background:#888}div{display:grid;grid-template-columns:1fr 1fr;gap:8px}svg,img{width:100%;height:auto}svg text{font-family:"Noto Sans JP","Noto Sans CJK JP",sans-serif;white-space:pre}'
await writeFile(
  join(folder, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>SVG, PNG</title><style>${style}</style>${figures.map(String).join('\n')}\n`,
)
process.stdout.write(`${join(folder, 'index.html')}\n`)

/** The sheet and every topic's views. */
function chartsOf(locale: Locale, theme: Theme, layout: Layout): Map<string, Chart> {
  const words = createWords(locale, 'UTC', week.end)
  const source = words.say('method.chartSimulated')
  const look = { words, theme, colors: 'standard', layout, source, simulated: true } as const
  const draw = <T extends Topic>(topic: T, view: string) => {
    const section = topics[topic].section(readings, [])
    const dressed: ChartLook = { ...look, title: titleOf(section, words) }
    return chartOf(topic, readings[topic] as TopicReadings[T], view, dressed)
  }
  const all = [
    ['sheet', sheetOf(readings, { ...look, title: words.say('headings.sheet') })] as const,
    ...TOPICS.map((topic) => [topic, draw(topic, 'main')] as const),
    ...VIEWS.map(([topic, view]) => [`${topic}-${view}`, draw(topic, view)] as const),
  ]
  return new Map(all.flatMap(([name, chart]) => (chart === undefined ? [] : [[name, chart] as const])))
}
