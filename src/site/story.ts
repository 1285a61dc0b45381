/** An edition in one language, as its page tells it: plain content, before any markup. */
import { composeEdition } from '#src/briefing/compose.ts'
import { leftOutLines } from '#src/briefing/compose/footer.ts'
import { allSources } from '#src/briefing/compose/sources.ts'
import { formatCorrection } from '#src/briefing/correction.ts'
import { creditsOf } from '#src/briefing/credits.ts'
import { type Edition, editionLabel } from '#src/briefing/edition.ts'
import { formatEvidence } from '#src/briefing/evidence.ts'
import { titleOf } from '#src/briefing/format.ts'
import { listNames } from '#src/briefing/names.ts'
import type { SectionName, Statement } from '#src/briefing/section.ts'
import type { Thread } from '#src/briefing/thread.ts'
import type { Image } from '#src/chat/message.ts'
import { numberOf } from '#src/charts/framed.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { FrontRow } from '#src/charts/spec/front.ts'
import { briefingJson } from '#src/editions/figures.ts'
import { figuresOf } from '#src/editions/make.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { formatShortDate } from '#src/i18n/dates.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { startOfDay } from '#src/market/time.ts'
import { coinsNamed, type ListedCoin } from './coins.ts'
import { topicFigures, type TopicFigure } from './topicfigures.ts'

export interface Story {
  readonly locale: Locale
  readonly words: Words
  /** The closing Monday. */
  readonly edition: string
  readonly revision: number
  /** `2025-11-17 r1 · 8f3a1c92d07e`. */
  readonly label: string
  /** `No. 46 / 2025`. */
  readonly number: string
  readonly isSimulated: boolean
  readonly period: string
  readonly headline: string
  /** What stands above all: what is missing by far, what was corrected. */
  readonly notices: readonly string[]
  readonly summary: readonly string[]
  readonly timeline: readonly string[]
  readonly watch: readonly string[]
  readonly thenAndNow: readonly string[]
  readonly reference: string | undefined
  readonly view: string | undefined
  /** What the site's editors say, marked as in `chat/styled.ts`. */
  readonly note: string | undefined
  readonly sheet: Image | undefined
  readonly parts: readonly StoryPart[]
  readonly rows: readonly FigureRow[]
  /** What the edition has no data for, or says nothing of, and why. */
  readonly leftOut: readonly string[]
  /** What else stands in the recap's footer. */
  readonly footer: readonly string[]
  /** Coins that it names. */
  readonly coins: readonly ListedCoin[]
  /** Words that the terms of its sources ask for; empty where none does. */
  readonly credits: string
  /** `edition.json`, with the texts of this language. */
  readonly json: string
}

export interface StoryPart {
  readonly name: SectionName
  readonly kicker: string
  readonly finding: string
  readonly claims: readonly Claim[]
  readonly chart: Image | undefined
  /** Words that the terms of its sources ask for; empty where none does. */
  readonly credits: string
  /** By which the topic is followed from edition to edition. */
  readonly figures: readonly TopicFigure[]
}

/** A row of the table of figures. */
export interface FigureRow extends Pick<FrontRow, 'name' | 'value' | 'change' | 'stale'> {
  /** The day of the value. */
  readonly asOf: string
  /** Names of those who supply it; empty where the edition does not say. */
  readonly sources: string
  /** Values used of those expected, where some are missing. */
  readonly coverage: string | undefined
}

export interface Claim {
  readonly text: string
  /** The rule, then the facts that it was applied to; empty where the claim rests on its figures alone. */
  readonly evidence: readonly string[]
}

/** Charts beside the sheet: one of every section that has one. */
const ALL_CHARTS = 10

/** Composes an edition for the page of a language. The texts are those of the recap, letter for letter. */
export function storyOf(edition: Edition, locale: Locale, note?: string): Story {
  const { week, data, symbols, revision } = edition
  const words = createWords(locale, grammarOf(locale).zone, week.end)
  const composition = composeEdition(edition, {
    words,
    theme: 'light',
    colors: 'standard',
    length: 'full',
    charts: ALL_CHARTS,
    additions: { note },
  })
  const { message, said, recap, thread } = composition
  const symbolOf = (asset: string) => symbols[asset] ?? asset.toUpperCase()
  const images = new Map(message.images.map((image) => [image.name, image]))
  const sheet = images.get('sheet')
  const leftOut = leftOutLines(edition, composition.sections, words)
  const parts = recap
    .filter(({ statements }) => statements.some((one) => said.has(one)))
    .map(
      (section): StoryPart => ({
        name: section.name,
        kicker: words.say(`headings.${section.name}`),
        finding: titleOf(section, words),
        claims: section.statements.flatMap((statement) => {
          const text = said.get(statement)
          return text === undefined
            ? []
            : [{ text, evidence: formatEvidence(statement, words, symbolOf).items }]
        }),
        chart: images.get(section.name),
        credits:
          section.name === 'outlook' || data.kind === 'simulated'
            ? ''
            : creditsOf(edition.readings[section.name].sources),
        figures: topicFigures(section.name, edition, words),
      }),
    )
  const correction = formatCorrection(edition, words, symbolOf)
  const to = startOfDay(week.edition)
  return {
    locale,
    words,
    edition: week.edition,
    revision,
    label: editionLabel(edition),
    number: numberOf(week, words),
    isSimulated: data.kind === 'simulated',
    period: words.say('headings.window', { from: to - 7 * 86_400_000, to, zone: week.zone }),
    headline: message.title,
    notices: correction === undefined ? [] : [correction],
    summary: thread.summary,
    timeline: thread.timeline,
    watch: thread.watch,
    thenAndNow: thread.thenAndNow,
    reference: thread.reference,
    view: thread.viewText,
    note,
    sheet,
    parts,
    rows: figureRows(edition, sheet, words),
    leftOut,
    coins: coinsNamed(edition, [...said.keys(), ...statementsOf(edition.thread)]),
    credits: data.kind === 'simulated' ? '' : creditsOf(allSources(edition)),
    footer: message.footer.filter((line) => !leftOut.includes(line)),
    json: `${JSON.stringify(briefingJson(edition, [{ words, composition, note }], besideIt), null, 2)}\n`,
  }
}

/** `edition.json` and the pictures of its charts lie in one folder. */
function besideIt(_locale: Locale, name: string): string {
  return `${name}.png`
}

function statementsOf({ headline, summary, timeline, watch }: Thread): Statement[] {
  return [...headline, ...summary, ...timeline.flatMap(({ items }) => items), ...watch.lines]
}

/** The sheet's rows, each with what the edition knows of its figure. */
function figureRows(edition: Edition, sheet: Image | undefined, words: Words): FigureRow[] {
  const body = (sheet?.spec as ChartSpec | undefined)?.body
  const rows = body?.type === 'front' ? body.rows.rows : []
  const figures = figuresOf(edition.readings)
  const venue = edition.readings.funding.value.sheetVenue
  return rows.map(({ id, name, value, change, stale, date }) => {
    const figure = figures[figureName(id, venue)] ?? figures[`price.${id}.end`]
    // A row may show the latest reading of what the figure is a mean of: then the figure's coverage is not its own.
    const isShown = value.figure?.of === 'last' && value.figure.value === figure?.value
    const coverage = isShown ? figure?.coverage : undefined
    return {
      name,
      value,
      ...(change && { change }),
      ...(stale !== undefined && { stale }),
      asOf: date ?? formatShortDate(edition.week.end, words),
      sources: listNames(id === 'funding' && venue ? [venue] : (figure?.sources ?? []), words),
      coverage:
        coverage === undefined || coverage.used === coverage.expected
          ? undefined
          : words.say('site:figures.coverage', {
              used: coverage.used,
              expected: coverage.expected,
            }),
    }
  })
}

/** The published name of what a row of the sheet shows. */
function figureName(id: string, venue: string | undefined): string {
  switch (id) {
    case 'cap':
      return 'marketcap.total.end'
    case 'coins':
      return 'openinterest.bitcoin.coins'
    case 'dollars':
      return 'openinterest.bitcoin.end'
    case 'funding':
      return `funding.bitcoin.${venue ?? ''}.weekMean8h`
    default:
      return `price.${id}.end`
  }
}
