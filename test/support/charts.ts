/** Every chart that there is, from readings, for tests and benchmarks that must not forget one. */
import type { Chart, ChartLook } from '#src/charts/index.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { sheetOf } from '#src/charts/index.ts'
import type { Colors, Theme } from '#src/charts/spec.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { TOPICS, type Topic } from '#src/market/topic.ts'
import type { Readings, TopicReadings } from '#src/services/index.ts'
import { fixtureReadings, fixtureReference } from './readings.ts'

const FURTHER_VIEWS: readonly (readonly [Topic, string])[] = [
  ['macro', 'odds'],
  ['correlation', 'map'],
  ['movers', 'map'],
]

export function fixtureLook(
  locale: Locale,
  { theme = 'dark' as Theme, colors = 'standard' as Colors, simulated = true } = {},
): ChartLook {
  const ja = locale === 'ja'
  return {
    words: createWords(locale, ja ? 'Asia/Tokyo' : 'UTC', fixtureReference),
    theme,
    colors,
    title: ja ? 'BTCの資金調達率、マイナスに転じる' : 'BTC funding turns negative',
    source: ja
      ? '出所：サンプルデータ（シミュレーション）　2025年11月24日9時（日本時間）'
      : 'Source: sample data (simulated) · 24 Nov 2025, 00:00 UTC',
    simulated,
  }
}

/** All charts of a week by name: `funding`, `correlation-map`, `sheet` … */
export function everyChart(look: ChartLook, readings: Readings = fixtureReadings()): Map<string, Chart> {
  const charts = new Map<string, Chart>()
  const draw = <T extends Topic>(topic: T, view: string) =>
    chartOf(topic, readings[topic] as TopicReadings[T], view, look)
  const add = (name: string, chart: Chart | undefined) => chart && charts.set(name, chart)
  for (const topic of TOPICS) add(topic, draw(topic, 'main'))
  for (const [topic, view] of FURTHER_VIEWS) add(`${topic}-${view}`, draw(topic, view))
  add('sheet', sheetOf(readings, look))
  return charts
}
