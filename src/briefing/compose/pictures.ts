/** The pictures of a recap: the sheet, and at length `full` the charts of the most salient sections. */
import type { Image } from '#src/chat/message.ts'
import { chartOf } from '../topics.ts'
import { type ChartLook, sheetOf } from '#src/charts/index.ts'
import type { Topic } from '#src/market/topic.ts'
import type { Look } from './look.ts'
import type { Edition } from '../edition.ts'
import { drawnSources } from '../drawnsources.ts'
import { imageOf } from '../image.ts'
import { listNames, sourceOfChart } from '../names.ts'
import { type Section, salienceOf } from '../section.ts'
import { titleOf } from '../format.ts'
import { formatThread } from '../thread/format.ts'
import { sheetSources } from './sources.ts'

export function images(edition: Edition, sections: readonly Section[], look: Look): Image[] {
  const sheet = imageOf(
    'sheet',
    (dressed) => sheetOf(edition.readings, dressed),
    chartLook(edition, look, sheetTitle(), sheetSourceLine()),
    edition.symbols,
  )
  const pictures = sheet ? [sheet] : []
  if (look.length !== 'full') return pictures
  const mostSalient = sections
    .toSorted((a, b) => salienceOf(b) - salienceOf(a))
    .values()
    .flatMap((section) => {
      const image = imageIn(section)
      return image ? [image] : []
    })
    .take(look.charts)
    .toArray()
  const order = sections.map((section): string => section.name)
  return [...pictures, ...mostSalient.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))]

  /** The sheet bears the headline of the edition. */
  function sheetTitle(): string {
    const own = look.additions?.headline ?? formatThread(edition.thread, look.words).headline
    return own ?? look.words.say('headings.sheet')
  }

  /** Its dates stand at its top. */
  function sheetSourceLine(): string {
    const { words } = look
    return words.say('method.sheetSource', { names: listNames(sheetSources(edition), words) })
  }

  /** Coins of open interest are dollars divided by prices, which have a pane of their own. */
  function pricesUnder(topic: Topic): readonly string[] {
    if (topic !== 'openinterest') return []
    return edition.readings.assets.figures['price.bitcoin.end']?.sources ?? []
  }

  function sourceLine({ asOf }: Edition['readings'][Topic], sources: readonly string[]): string {
    const time = Math.min(edition.data.now, asOf)
    return sourceOfChart(sources, time, edition.week.zone, look.words)
  }

  function imageIn(section: Section): Image | undefined {
    if (section.name === 'outlook' || section.statements.length === 0) return undefined
    const topic: Topic = section.name
    const reading = edition.readings[topic]
    const view = section.chart?.view ?? 'main'
    return imageOf(
      section.name,
      (dressed) => chartOf(topic, reading, view, dressed),
      chartLook(
        edition,
        look,
        titleOf(section, look.words),
        sourceLine(reading, [...drawnSources(topic, view, reading), ...pricesUnder(topic)]),
      ),
      edition.symbols,
    )
  }
}

function chartLook(
  { data }: Edition,
  { words, theme, colors }: Look,
  title: string,
  sourceLine: string,
): ChartLook {
  const simulated = data.kind === 'simulated'
  const source = simulated ? words.say('method.chartSimulated') : sourceLine
  return { words, theme, colors, title, source, simulated }
}
