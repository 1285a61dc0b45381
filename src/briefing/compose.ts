/** Composing: an edition and a look become one message, with its pictures, in one language. */
import { type Block, type Image, type Message, withInstants } from '#src/chat/message.ts'
import { withDrawableNames } from '#src/charts/drawable.ts'
import { type Chart, type ChartLook, type Colors, chartOf, sheetOf, type Theme } from '#src/charts/index.ts'
import { hearInstants } from '#src/i18n/instants.ts'
import { inDollars, type Words } from '#src/i18n/words.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { Topic } from '#src/market/topic.ts'
import { endsAtUtcMidnight } from '#src/market/week.ts'
import { tellCorrection } from './correction.ts'
import { currencyLines } from './currency.ts'
import { type Edition, editionLabel } from './edition.ts'
import { nameMissing } from './method.ts'
import { listNames } from './names.ts'
import { creditsOf } from './credits.ts'
import { recordsLine } from './records.ts'
import { placesOf, type Thread } from './thread.ts'
import { staleLine } from './stale.ts'
import { type Section, type SectionName, salienceOf, type Statement } from './section.ts'
import { paragraphOf, tellStatements, titleOf } from './tell.ts'
import { frozenRecapOf, groupsOf, type RecapGroup, strongestOf } from './recap.ts'
import { type ToldThread, tellThread } from './thread/tell.ts'
import { universeLine } from './universe.ts'

/** `full`: text and charts; `compact`: three or four sentences and the sheet; `text`: no pictures. The same figures in all. */
export type Length = 'full' | 'compact' | 'text'

export interface Look {
  readonly words: Words
  readonly theme: Theme
  readonly colors: Colors
  readonly length: Length
  /** Charts beside the sheet at length `full`, those of the most salient sections first. */
  readonly charts: number
  /** Which sections, in which order; all by default. */
  readonly sections?: readonly SectionName[] | undefined
}

/** A message with what it was made of, for those who publish or explain it. */
export interface Composition {
  readonly message: Message
  /** Every statement of every section, said in this recap or not, with the wording that it has. */
  readonly sections: readonly Section[]
  /** The sentences that the recap says, by statement. */
  readonly said: ReadonlyMap<Statement, string>
  readonly thread: ToldThread
}

/** Sentences of a short form that no thread has made. */
const STRONGEST = 3

/** The weekly recap of an edition. */
export function composeWeekly(edition: Edition, given: Look): Composition {
  const heard = hearInstants(given.words)
  const look: Look = { ...given, words: heard.words }
  const { words, length } = look
  const { sections, recap } = frozenRecapOf(edition, look.sections)
  const thread = tellThread(edition.thread, words)
  const groups = groupsOf(recap, look.sections).map((group) => ({ ...group, told: tellGroup(group, words) }))
  const said = new Map(groups.flatMap(({ told }) => told))
  const pictures =
    // Axes are in dollars, and so is all that is said on a chart.
    length === 'text' ? [] : images(edition, recap, { ...look, words: inDollars(words) })
  const drawn = new Set(pictures.map(({ name }) => name))
  const blocks = [
    ...correctionBlock(edition, words),
    ...(length === 'compact'
      ? compactBlock(thread.compact.length > 0 ? thread.compact : strongestOf(said, STRONGEST), words)
      : [
          ...openingBlocks(thread, words),
          ...groups.flatMap((group) => groupBlocks(group, drawn, thread, words)),
          ...closingBlocks(thread, recap, words),
        ]),
  ]
  const title = thread.headline ?? words.say('headings.edition', { date: startOfDay(edition.week.edition) })
  const message: Message = {
    title,
    subtitle: subtitleOf(edition, words, thread.headline !== undefined),
    blocks,
    images: pictures,
    footer: [
      ...currencyLines(words, { title, blocks, images: pictures }),
      ...footerOf(edition, sections, words, toldIds(edition.thread, said)),
    ],
  }
  return { message: withInstants(message, heard.told()), sections, said, thread }
}

interface ToldGroup extends RecapGroup {
  readonly told: readonly (readonly [Statement, string])[]
}

/** One paragraph's sentences, so that no three in a row end alike across its sections. */
function tellGroup({ sections }: RecapGroup, words: Words): (readonly [Statement, string])[] {
  const statements = sections.flatMap((section) => section.statements)
  const sentences = tellStatements(statements, words)
  return statements.map((statement, i) => [statement, sentences[i] as string])
}

function openingBlocks(thread: ToldThread, words: Words): Block[] {
  const { summary, timeline } = thread
  return [
    ...(summary.length === 0
      ? []
      : [
          {
            kind: 'paragraph' as const,
            heading: words.say('thread:headings.summary'),
            text: paragraphOf(summary, words),
            image: 'sheet',
          },
        ]),
    ...bullets('timelineZone', timeline, words),
  ]
}

/** A group's heading once; a section with a picture begins a paragraph of its own beside it. */
function groupBlocks(
  { name, sections, told }: ToldGroup,
  drawn: ReadonlySet<string>,
  thread: ToldThread,
  words: Words,
): Block[] {
  const sentences = new Map(told)
  const parts: { texts: string[]; image?: string }[] = []
  for (const section of sections) {
    const texts = section.statements.map((one) => sentences.get(one) as string)
    if (texts.length === 0) continue
    const last = parts.at(-1)
    if (drawn.has(section.name) || !last)
      parts.push({ texts, ...(drawn.has(section.name) && { image: section.name }) })
    else last.texts.push(...texts)
  }
  const view =
    name === 'positioning' && sections.some((section) => section.name === 'outlook') ? thread.view : undefined
  if (view !== undefined && parts.length === 0) parts.push({ texts: [] })
  return parts.map(({ texts, image }, i): Block => {
    const text = paragraphOf(texts, words)
    const last = i === parts.length - 1 && view !== undefined
    return {
      kind: 'paragraph',
      ...(i === 0 && { heading: words.say(`thread:headings.${name}`) }),
      text: last ? [text, view].filter(Boolean).join('\n') : text,
      ...(image !== undefined && { image }),
    }
  })
}

/** What became of last week's words, earlier weeks alike and the watch list go with the positioning. */
function closingBlocks(
  { thenAndNow, reference, watch }: ToldThread,
  recap: readonly Section[],
  words: Words,
): Block[] {
  if (!recap.some((section) => section.name === 'outlook')) return []
  return [
    ...paragraphs('then', thenAndNow, words),
    ...paragraphs('reference', reference === undefined ? [] : [reference], words),
    ...bullets('watch', watch, words),
  ]
}

function compactBlock(compact: readonly string[], words: Words): Block[] {
  return compact.length === 0
    ? []
    : [{ kind: 'paragraph', text: paragraphOf(compact, words), image: 'sheet' }]
}

type Heading = 'timelineZone' | 'then' | 'reference' | 'watch'

function paragraphs(heading: Heading, sentences: readonly string[], words: Words): Block[] {
  if (sentences.length === 0) return []
  return [
    {
      kind: 'paragraph',
      heading: words.say(`thread:headings.${heading}`),
      text: paragraphOf(sentences, words),
    },
  ]
}

function bullets(heading: Heading, items: readonly string[], words: Words): Block[] {
  return items.length === 0
    ? []
    : [{ kind: 'bullets', heading: words.say(`thread:headings.${heading}`), items }]
}

/** The edition's name where the headline is the title, its window, and that data are simulated. */
function subtitleOf({ week, data }: Edition, words: Words, named: boolean): string {
  const to = startOfDay(week.edition)
  const parts = [
    named ? words.say('headings.edition', { date: to }) : '',
    words.say('headings.window', { from: to - 7 * DAY, to, zone: week.zone }),
    data.kind === 'simulated' ? words.say('method.simulated') : '',
  ]
  return parts.filter((part) => part !== '').join(joint(words))
}

function correctionBlock(edition: Edition, words: Words): Block[] {
  const text = tellCorrection(edition, words, symbolIn(edition))
  return text === undefined ? [] : [{ kind: 'paragraph', text }]
}

function images(edition: Edition, sections: readonly Section[], look: Look): Image[] {
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
    return tellThread(edition.thread, look.words).headline ?? look.words.say('headings.sheet')
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

function footerOf(
  edition: Edition,
  sections: readonly Section[],
  words: Words,
  told: ReadonlySet<string>,
): string[] {
  const { readings, week, data } = edition
  const missing = nameMissing(
    sections.flatMap((one) => one.missing),
    words,
    symbolIn(edition),
  )
  const lines = [
    universeLine(readings, words),
    missing === '' ? '' : words.say('method.missing', { names: missing }),
    staleLine(edition.stale ?? [], words),
    recordsLine(edition, told, words),
    data.kind === 'simulated'
      ? ''
      : words.say('method.sources', { names: listNames(allSources(edition), words) }),
    data.kind === 'simulated' ? '' : creditsOf(allSources(edition)),
    endsAtUtcMidnight(week) ? '' : words.say('method.dailyBoundary', { time: floorOf(week.end) }),
    readings.assets.value.rows.some((row) => row.closes) ? words.say('method.closed') : '',
    [data.kind === 'simulated' ? words.say('method.simulated') : '', editionLabel(edition)]
      .filter(Boolean)
      .join(joint(words)),
    words.say('method.advice'),
  ]
  return lines.filter((line) => line !== '')
}

/** Entries that the thread or a section of this recap tells. */
function toldIds(thread: Thread, said: ReadonlyMap<Statement, string>): ReadonlySet<string> {
  return new Set([...placesOf(thread).keys(), ...[...said.keys()].flatMap((one) => one.extremes ?? [])])
}

function allSources({ readings }: Edition): string[] {
  return [...new Set(Object.values(readings).flatMap((reading) => reading.sources))].sort()
}

function symbolIn(edition: Edition): (asset: string) => string {
  return (asset) => edition.symbols[asset] ?? asset
}

function joint(words: Words): string {
  return words.locale === 'ja' ? '　' : ' · '
}

function floorOf(instant: number): number {
  return Math.floor(instant / DAY) * DAY
}
