/** Composing an answer: one section with its details and its chart, as a message in one language. */
import type { Block, Image, Message } from '#src/chat/message.ts'
import type { Chart, ChartLook, Colors, Theme } from '#src/charts/index.ts'
import { inApr, type RateUnit } from '#src/i18n/rates.ts'
import { inDollars, type Words } from '#src/i18n/words.ts'
import type { HistoryKind } from '#src/market/history.ts'
import type { TetherRate } from '#src/market/tether.ts'
import type { StaleTable } from '#src/services/staleness.ts'
import type { AgedRanks } from '#src/services/universe.ts'
import { creditsOf } from './credits.ts'
import type { ShortFacts } from './facts/writer.ts'
import { currencyLines } from './currency.ts'
import type { Latest } from './details/latest.ts'
import type { Ended } from './ended.ts'
import { missingInSection, nameMissing } from './method.ts'
import { imageOf } from './image.ts'
import { sourcesLine, sourceOfChart } from './names.ts'
import { staleLine } from './stale.ts'
import type { LookupName, Section, SectionName } from './section.ts'
import { tetherLine } from './tether.ts'
import { formatSections, paragraphOf, titleOf } from './format.ts'
import { agedRanksLines } from './universe.ts'
import { type AnswerDetails, answerDetails } from './thinanswer.ts'

export interface AnswerParts {
  readonly section: Section<SectionName | LookupName>
  /** What funding rates are stated in, on the picture too; per 8 hours unless set. */
  readonly rates?: RateUnit
  /** What is newer than the section's week: its sentence is the title, the week's own finding follows. */
  readonly latest?: Latest | undefined
  /** Where nothing can be told of the week: what the record ends with, in place of a topic's bare name. */
  readonly ended?: Ended | undefined
  /** Fields and tables under the sentences. */
  readonly details: readonly Block[]
  /** What the short form consists of; without it there is none. */
  readonly short?: ShortFacts
  /** The chart, given the headline and the source line; undefined answers in text. */
  readonly chart?: (look: ChartLook) => Chart | undefined
  /** The time of the youngest fact, milliseconds since 1970. */
  readonly asOf: number
  readonly sources: readonly string[]
  /** Of what the chart draws, where that is less than what is stated. */
  readonly drawnSources?: readonly string[]
  /** The time of the youngest fact that the chart draws, where others are younger. */
  readonly drawnAsOf?: number
  /** What coins are ranked by, where the market caps of the window's own instants were missed. */
  readonly aged?: readonly AgedRanks[] | undefined
  readonly coverage?: {
    readonly used: number
    readonly expected: number
    readonly of: 'venues' | 'assets' | 'days'
  }
}

export interface AnswerLook {
  readonly words: Words
  readonly theme: Theme
  readonly colors: Colors
  /** Of the history that was read. */
  readonly data: HistoryKind
  /** Tables behind the answer that are older than they should be. */
  readonly stale?: readonly StaleTable[]
  /** Rates of USDT that were off par where the answer's prices are counted from or to. */
  readonly tether?: readonly TetherRate[]
  /** Tickers by id: on a chart, what the font cannot draw is stated by its id. */
  readonly symbols?: Readonly<Record<string, string>>
  /** What a reader knows an asset by. */
  readonly symbolOf: (asset: string) => string
}

/**
 * The finding as title, under it that data are simulated or out of date; the section's sentences with what is missing,
 * the details, the picture, and in the footer the time of the data, their coverage and their sources. What is made from
 * simulated data says so twice.
 */
export function composeAnswer(answer: AnswerParts, given: AnswerLook): Message {
  const { section, rates } = answer
  const look = rates === 'apr' ? { ...given, words: inApr(given.words) } : given
  const { words, data } = look
  const answered = answerDetails(answer.details, section.missing, words)
  // Axes are in dollars, and so is all that is said on a chart.
  const dollars = inDollars(given.words)
  const picture = pictureOf(answer, { ...look, words: rates === 'apr' ? inApr(dollars) : dollars })
  const images = picture ? [picture] : []
  const title = answer.latest?.title ?? answer.ended?.finding ?? titleOf(section, words)
  const blocks = [
    ...latestBlocks(answer, words),
    ...endedBlocks(answer),
    ...sentences(section, answered, look, picture),
    ...answered.details,
  ]
  const simulated = data === 'simulated' ? words.say('method.simulated') : undefined
  // Before the first figure: a reader of old ones must know that they are.
  const subtitle = simulated ?? staleLine(look.stale ?? [], words)
  return {
    title,
    ...(subtitle !== '' && { subtitle }),
    blocks,
    images,
    footer: [...footerOf(answer, look, simulated), ...currencyLines(words, { title, blocks, images })],
    instants: [
      { text: words.say('chat:answer.time', { time: answer.asOf }), at: answer.asOf, style: 'short' },
    ],
  }
}

/** The newest figures; under them begins the week that ended on Monday, by its own finding. */
function latestBlocks({ latest, section }: AnswerParts, words: Words): Block[] {
  if (!latest) return []
  const finding = words.say('chat:answer.week', { finding: titleOf(section, words) })
  return [...latest.blocks, { kind: 'paragraph', text: finding }]
}

function endedBlocks({ ended }: AnswerParts): Block[] {
  return ended && ended.facts.length > 0 ? [{ kind: 'facts', items: ended.facts }] : []
}

function sentences(
  section: AnswerParts['section'],
  { details, thin }: AnswerDetails,
  look: AnswerLook,
  picture: Image | undefined,
): Block[] {
  const { words, symbolOf } = look
  const texts = formatSections([section], words).flatMap((one) => one.sentences)
  const missing = nameMissing(missingInSection(section.missing), words, symbolOf)
  const lines = [
    ...(texts.length === 0 && details.length === 0 ? [words.say('chat:answer.nothing')] : texts),
    ...missingLine(thin, missing, words),
  ]
  if (lines.length === 0) return []
  const text = paragraphOf(lines, words)
  return [picture ? { kind: 'paragraph', text, image: picture.name } : { kind: 'paragraph', text }]
}

/** Where most figures are missing, why; else which ones. */
function missingLine(thin: string | undefined, missing: string, words: Words): string[] {
  if (thin !== undefined) return [thin]
  return missing === '' ? [] : [words.say('method.missingHere', { names: missing })]
}

function pictureOf(
  { section, ended, chart, sources, drawnSources = sources, asOf, drawnAsOf = asOf }: AnswerParts,
  look: AnswerLook,
): Image | undefined {
  const { words, theme, colors, data, symbols = {} } = look
  const simulated = data === 'simulated'
  const source = simulated
    ? words.say('method.chartSimulated')
    : sourceOfChart(drawnSources, drawnAsOf, words.zone, words)
  if (!chart) return undefined
  const dressed = { words, theme, colors, title: ended?.title ?? titleOf(section, words), source, simulated }
  return imageOf(section.name, chart, dressed, symbols)
}

function footerOf(
  { asOf, sources, coverage, aged = [] }: AnswerParts,
  { words, tether = [] }: AnswerLook,
  simulated: string | undefined,
): string[] {
  const time = words.say('chat:answer.asOf', { time: asOf })
  const { used = 0, expected = 0 } = coverage ?? {}
  const covered = coverage ? words.say(`chat:answer.${coverage.of}`, { used, expected }) : ''
  const origin = simulated ?? (sources.length === 0 ? '' : sourcesLine(sources, words))
  const first = [time, covered].filter(Boolean).join(words.grammar.wide)
  const credits = simulated === undefined ? creditsOf(sources) : ''
  return [first, ...agedRanksLines(aged, words), tetherLine(tether, words), origin, credits].filter(Boolean)
}
