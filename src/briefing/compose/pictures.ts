/** The pictures of a recap: the sheet, and at length `full` the charts of the most salient sections. */
import type { Image } from '#src/chat/message.ts'
import { withDrawableNames } from '#src/charts/drawable.ts'
import { chartOf } from '../topics.ts'
import { type Chart, type ChartLook, sheetOf } from '#src/charts/index.ts'
import type { Topic } from '#src/market/topic.ts'
import type { Look } from './look.ts'
import type { Edition } from '../edition.ts'
import { listNames } from '../names.ts'
import { type Section, salienceOf } from '../section.ts'
import { titleOf } from '../format.ts'
import { formatThread } from '../thread/format.ts'
import { allSources } from './sources.ts'

export function images(edition: Edition, sections: readonly Section[], look: Look): Image[] {
  const sheet = sheetOf(
    edition.readings,
    chartLook(edition, look, sheetTitle(), allSources(edition), edition.week.end),
  )
  const pictures = sheet ? [imageOf('sheet', sheet, edition)] : []
  if (look.length !== 'full') return pictures
  const mostSalient = sections
    .toSorted((a, b) => salienceOf(b) - salienceOf(a))
    .values()
    .flatMap((section) => {
      const chart = chartIn(section)
      return chart ? [imageOf(section.name, chart, edition)] : []
    })
    .take(look.charts)
    .toArray()
  const order = sections.map((section): string => section.name)
  return [...pictures, ...mostSalient.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))]

  /** The sheet bears the headline of the edition. */
  function sheetTitle(): string {
    return formatThread(edition.thread, look.words).headline ?? look.words.say('headings.sheet')
  }

  function chartIn(section: Section): Chart | undefined {
    if (section.name === 'outlook' || section.statements.length === 0) return undefined
    const topic: Topic = section.name
    const reading = edition.readings[topic]
    const dressed = chartLook(edition, look, titleOf(section, look.words), reading.sources, reading.asOf)
    return chartOf(topic, reading, section.chart?.view ?? 'main', dressed)
  }
}

function chartLook(
  edition: Edition,
  look: Look,
  title: string,
  sources: readonly string[],
  asOf: number,
): ChartLook {
  const { words, theme, colors } = look
  const { data } = edition
  const simulated = data.kind === 'simulated'
  const names = listNames(sources, words)
  const source = simulated
    ? words.say('method.chartSimulated')
    : words.say('method.chartSource', { names, time: Math.min(data.now, asOf) })
  return { words, theme, colors, title, source, simulated }
}

function imageOf(name: string, chart: Chart, { symbols }: Edition): Image {
  const { spec, alt, size } = withDrawableNames(chart, symbols)
  return { name, spec, alt, size }
}
