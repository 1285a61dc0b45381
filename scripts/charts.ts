/**
 * Draws the charts of a week: `npm run charts -- DATASET MONDAY FOLDER [TOPIC[:VIEW] ...]`, with `--locale ja`,
 * `--theme dark`, `--colors cvd`, `--layout phone`; without topics all of them, each main view.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawnSources } from '#src/briefing/drawnsources.ts'
import { titleOf } from '#src/briefing/format.ts'
import { sourceOfChart } from '#src/briefing/names.ts'
import { chartOf, topics } from '#src/briefing/topics.ts'
import type { ChartLook } from '#src/charts/index.ts'
import { createLocalRenderer } from '#src/charts/local.ts'
import type { Colors, Layout, Theme } from '#src/charts/spec.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { TOPICS, type Topic } from '#src/market/topic.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAll, type TopicReadings } from '#src/services/index.ts'
import { SOURCES } from '#src/sources/index.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    locale: { type: 'string', default: 'en' },
    theme: { type: 'string', default: 'light' },
    colors: { type: 'string', default: 'standard' },
    layout: { type: 'string', default: 'wide' },
  },
})
const [folder, monday, out, ...asked] = positionals
if (folder === undefined || monday === undefined || out === undefined) {
  throw new Error('npm run charts -- DATASET MONDAY FOLDER [TOPIC[:VIEW] ...]')
}
const { history } = await SOURCES.dataset(folder).load()
const week = weekEnding(monday as Parameters<typeof weekEnding>[0])
const readings = readAll(history, week)
const words = createWords(values.locale as Locale, 'UTC', week.end)
const renderer = createLocalRenderer()
await mkdir(out, { recursive: true })
for (const name of asked.length > 0 ? asked : TOPICS) {
  const [topic, wished] = name.split(':') as [Topic, string?]
  const section = topics[topic].section(readings, [])
  const view = wished ?? section.chart?.view ?? 'main'
  if (section.statements.length === 0) continue
  const look: ChartLook = {
    words,
    theme: values.theme as Theme,
    colors: values.colors as Colors,
    layout: values.layout as Layout,
    title: titleOf(section, words),
    source: sourceOfChart(drawnSources(topic, view, readings[topic]), readings[topic].asOf, week.zone, words),
    simulated: false,
  }
  const chart = chartOf(topic, readings[topic] as TopicReadings[Topic], view, look)
  if (!chart) continue
  const file = join(out, `${topic}-${view}-${values.locale}-${values.theme}-${values.layout}.png`)
  await writeFile(file, await renderer.render(chart.spec))
  process.stdout.write(`${file}\n  ${chart.alt}\n`)
}
await renderer.close()
