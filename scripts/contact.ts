/** Contact sheets of every chart of the sample's last week, to be looked at side by side: `npm run contact`. */
import { writeFile } from 'node:fs/promises'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { titleOf } from '#src/briefing/format.ts'
import { chartOf, topics } from '#src/briefing/topics.ts'
import { type Chart, type ChartLook, sheetOf } from '#src/charts/index.ts'
import { createLocalRenderer } from '#src/charts/local.ts'
import type { Colors, Layout, Theme } from '#src/charts/spec.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { TOPICS, type Topic } from '#src/market/topic.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAll, type TopicReadings } from '#src/services/index.ts'
import { SOURCES } from '#src/sources/index.ts'

const FOLDER = new URL('../docs/pictures/', import.meta.url)
const WEEK = '2025-11-24'
const VIEWS: readonly (readonly [Topic, string])[] = [
  ['movers', 'map'],
  ['correlation', 'map'],
  ['macro', 'odds'],
]
const SHEETS = [
  { file: 'charts-ja-light.png', locale: 'ja', theme: 'light', layout: 'wide', colors: ['standard'] },
  { file: 'charts-en-dark.png', locale: 'en', theme: 'dark', layout: 'wide', colors: ['standard'] },
  { file: 'charts-phone-ja-dark.png', locale: 'ja', theme: 'dark', layout: 'phone', colors: ['standard'] },
  { file: 'charts-phone-en-light.png', locale: 'en', theme: 'light', layout: 'phone', colors: ['standard'] },
  {
    file: 'charts-colors.png',
    locale: 'ja',
    theme: 'light',
    layout: 'wide',
    colors: ['standard', 'jp', 'cvd'],
  },
] as const satisfies readonly {
  file: string
  locale: Locale
  theme: Theme
  layout: Layout
  colors: readonly Colors[]
}[]

const { history } = await SOURCES.dataset('data/sample').load()
const week = weekEnding(WEEK)
const readings = readAll(history, week)
const renderer = createLocalRenderer()
for (const { file, locale, theme, layout, colors } of SHEETS) {
  const charts = colors.flatMap((set) => chartsOf(locale, theme, layout, set, colors.length > 1))
  const pictures = await Promise.all(
    charts.map(async ({ spec }) => loadImage(Buffer.from(await renderer.render(spec)))),
  )
  const [columns, width] = layout === 'wide' ? [3, 560] : [5, 300]
  await writeFile(new URL(file, FOLDER), joined(pictures, columns, width))
  process.stdout.write(`docs/pictures/${file}\n`)
}
await renderer.close()

/** The sheet and every topic's views; of a colour set only what has the colours of a sign. */
function chartsOf(locale: Locale, theme: Theme, layout: Layout, colors: Colors, isOfSigns: boolean): Chart[] {
  const words = createWords(locale, 'UTC', week.end)
  const look = { words, theme, colors, layout, source: words.say('method.chartSimulated'), simulated: true }
  const draw = <T extends Topic>(topic: T, view: string) => {
    const section = topics[topic].section(readings, [])
    const dressed: ChartLook = { ...look, title: titleOf(section, words) }
    return chartOf(topic, readings[topic] as TopicReadings[T], view, dressed)
  }
  const sheet = sheetOf(readings, { ...look, title: words.say('headings.sheet') })
  const all = isOfSigns
    ? [sheet, draw('sectors', 'main'), draw('funding', 'main')]
    : [
        sheet,
        ...TOPICS.map((topic) => draw(topic, topics[topic].section(readings, []).chart?.view ?? 'main')),
        ...VIEWS.map(([topic, view]) => draw(topic, view)),
      ]
  return all.filter((chart) => chart !== undefined)
}

/** Rows of pictures of one width, a little apart. */
function joined(
  pictures: Awaited<ReturnType<typeof loadImage>>[],
  columns: number,
  width: number,
): Uint8Array {
  const gap = 8
  const heightOf = (picture: { width: number; height: number }) =>
    Math.round((picture.height / picture.width) * width)
  const rows = Array.from({ length: Math.ceil(pictures.length / columns) }, (_, row) =>
    pictures.slice(row * columns, (row + 1) * columns),
  )
  const heights = rows.map((row) => Math.max(...row.map(heightOf)) + gap)
  const canvas = createCanvas(
    columns * (width + gap) + gap,
    heights.reduce((sum, one) => sum + one, gap),
  )
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#8A8A8A'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  let y = gap
  for (const [index, row] of rows.entries()) {
    for (const [column, picture] of row.entries()) {
      pen.drawImage(picture, gap + column * (width + gap), y, width, heightOf(picture))
    }
    y += heights[index] ?? 0
  }
  return canvas.toBuffer('image/png')
}
