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
import { chooseLead, tellLead } from './lead.ts'
import { missingInSection, nameMissing } from './method.ts'
import { listNames } from './names.ts'
import { creditsOf } from './credits.ts'
import { staleLine } from './stale.ts'
import { type Section, type SectionName, salienceOf, type Statement } from './section.ts'
import { capitalised, paragraphOf, type Told, tellSections, titleOf } from './tell.ts'
import { weeklySections } from './weekly.ts'

/** `full`: text and charts; `compact`: the lead and the sheet; `text`: no pictures. The same figures in all. */
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
  readonly sections: readonly Section[]
  readonly lead: readonly Statement[]
  readonly told: readonly Told[]
}

/** What the sheet's panels show where the record has it. */
const SHEET_PANELS: readonly Topic[] = ['marketcap', 'assets', 'openinterest', 'volatility']

/** The weekly recap of an edition. */
export function composeWeekly(edition: Edition, given: Look): Composition {
  const heard = hearInstants(given.words)
  const look: Look = { ...given, words: heard.words }
  const { words, length } = look
  const sections = weeklySections(edition.readings, look.sections)
  const lead = chooseLead(sections, words)
  const told = tellSections(sections, words)
  const paragraphs = length === 'compact' ? told.filter((one) => one.name === 'outlook') : told
  const blocks = [
    ...correctionBlock(edition, words),
    ...leadBlock(lead, words),
    ...paragraphs.map((one) => paragraph(one, sections, edition, words)),
  ]
  // Axes are in dollars, and so is all that is said on a chart.
  const pictures =
    length === 'text' ? [] : images(edition, sections, lead, { ...look, words: inDollars(words) })
  const title = words.say('headings.edition', { date: startOfDay(edition.week.edition) })
  const message: Message = {
    title,
    subtitle: subtitleOf(edition, words),
    blocks,
    images: pictures,
    footer: [
      ...currencyLines(words, { title, blocks, images: pictures }),
      ...footerOf(edition, sections, words),
    ],
  }
  return { message: withInstants(message, heard.told()), sections, lead, told }
}

function subtitleOf({ week, data }: Edition, words: Words): string {
  const to = startOfDay(week.edition)
  const window = words.say('headings.window', { from: to - 7 * DAY, to, zone: week.zone })
  return data.kind === 'simulated' ? `${window}${joint(words)}${words.say('method.simulated')}` : window
}

function correctionBlock(edition: Edition, words: Words): Block[] {
  const text = tellCorrection(edition, words, symbolIn(edition))
  return text === undefined ? [] : [{ kind: 'paragraph', text }]
}

function leadBlock(lead: readonly Statement[], words: Words): Block[] {
  if (lead.length === 0) return []
  const heading = words.say(
    lead.length === 1 ? 'headings.lead_1' : lead.length === 2 ? 'headings.lead_2' : 'headings.lead_3',
  )
  return [{ kind: 'bullets', heading, items: lead.map((one) => tellLead(one, words)), image: 'sheet' }]
}

function paragraph(told: Told, sections: readonly Section[], edition: Edition, words: Words): Block {
  const missing = missingInSection(sections.find((one) => one.name === told.name)?.missing ?? [])
  const names = nameMissing(missing, words, symbolIn(edition))
  const sentences =
    names === '' ? told.sentences : [...told.sentences, words.say('method.missingHere', { names })]
  return { kind: 'paragraph', heading: told.heading, text: paragraphOf(sentences, words), image: told.name }
}

function images(
  edition: Edition,
  sections: readonly Section[],
  lead: readonly Statement[],
  look: Look,
): Image[] {
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

  /** The sheet is headed by the strongest claim of the lead that its panels show, else by the strongest. */
  function sheetTitle(): string {
    const shown = lead.find((one) => SHEET_PANELS.some((topic) => one.key.startsWith(`${topic}.`)))
    const section = sections.find((one) => one.statements.includes(shown ?? (lead[0] as Statement)))
    return section ? titleOf(section, look.words) : look.words.say('headings.sheet')
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

function footerOf(edition: Edition, sections: readonly Section[], words: Words): string[] {
  const { readings, week, data } = edition
  const venues = readings.funding.value.venues.filter((venue) => venue.weight > 0).length
  const counted = readings.correlation.value.counted
  const scope = [
    ...(counted === undefined ? [] : [words.say('method.universe', { counted })]),
    ...(venues === 0 ? [] : [words.say('method.venues', { venues })]),
  ].join(words.locale === 'ja' ? '・' : ', ')
  const missing = nameMissing(
    sections.flatMap((one) => one.missing),
    words,
    symbolIn(edition),
  )
  const lines = [
    scope === '' ? '' : `${capitalised(scope)}${words.locale === 'ja' ? '。' : '.'}`,
    missing === '' ? '' : words.say('method.missing', { names: missing }),
    staleLine(edition.stale ?? [], words),
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
