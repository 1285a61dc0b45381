/** What alerts have to report, in the words of a language: one in full with its chart, several as a list. */
import { memberIn } from '#src/chat/address.ts'
import { ALERT_QUOTAS, type Firing } from '#src/chat/alert.ts'
import type { Block, Message } from '#src/chat/message.ts'
import { withInstants } from '#src/chat/message.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { parseSeries, type WatchedEvidence } from '#src/market/watched.ts'
import { describeCondition } from './alertcondition.ts'
import { resolutionOf } from './alertfigures.ts'
import { creditsOf } from './credits.ts'
import type { FiringFacts, ListFacts, Reported } from './firingfacts.ts'
import { type FiringMarket, firingImage } from './firingimage.ts'
import { nameSeries, sayFiring } from './firingwords.ts'

export type { Reported } from './firingfacts.ts'

/** What was written down beside the rows. */
export interface ReportedFacts {
  /** Of the only firing. */
  readonly single?: FiringFacts
  readonly list?: ListFacts
}

/** Lines of a list; more are counted. */
const MOST = 10
const NONE: ReportedFacts = {}

/** The message of what a chat is told at once, in the look of its latest alert. It depends on nothing but these: each try says the same. */
export function firingMessage(
  reported: readonly Reported[],
  market: FiringMarket,
  facts: ReportedFacts = NONE,
): Message {
  const [latest] = reported.toSorted((one, other) => other.alert.createdAt - one.alert.createdAt)
  if (!latest) throw new RangeError('nothing is reported')
  const { language, zone } = latest.alert.look
  const { words, instants } = recordInstants(createWords(language, zone, latest.firing.seenAt))
  const lines = linesOf(reported, words, market, facts)
  const [first] = reported
  const message =
    reported.length === 1 && first
      ? single(first, lines[0] ?? '', words, market, facts)
      : several(reported, lines, words, facts)
  return withInstants(message, instants())
}

/** Whether a firing is of its condition, and not of how its alert fares. */
export function isOfCondition({ kind }: Pick<Firing, 'kind'>): boolean {
  return kind === 'crossed' || kind === 'reminder' || kind === 'meanwhile'
}

function single(
  one: Reported,
  text: string,
  words: Words,
  market: FiringMarket,
  facts: ReportedFacts,
): Message {
  const { firing, alert } = one
  const condition = describeCondition(alert.condition, words, market)
  // What was passed during a snooze is one line.
  const isDrawn = firing.kind !== 'meanwhile'
  const image = isDrawn && facts.single ? firingImage(one, facts.single, text, words, market) : undefined
  return {
    title: isOfCondition(firing) ? condition : words.say('firings:notice'),
    blocks: [
      ...headOf([firing], words, facts),
      { kind: 'paragraph', text, ...(image && { image: image.name }) },
      ...tailOf([one], words),
    ],
    images: image ? [image] : [],
    footer: isOfCondition(firing) ? footerOf(one, words) : [words.say('firings:list')],
  }
}

/** Whose it is and how often it is looked at; the words that a source asks for. */
function footerOf({ firing, alert }: Reported, words: Words): readonly string[] {
  const series = parseSeries(firing.series)
  const { sources = [], every } = (firing.evidence ?? {}) as Partial<WatchedEvidence>
  const resolution = series ? words.say(`firings:resolution.${resolutionOf(series, every)}`) : ''
  const credits = creditsOf(sources)
  return [
    words.say('firings:number', { number: alert.number, resolution }),
    ...(credits === '' ? [] : [credits]),
  ]
}

function several(
  reported: readonly Reported[],
  lines: readonly string[],
  words: Words,
  facts: ReportedFacts,
): Message {
  const firings = reported.map(({ firing }) => firing)
  const left = lines.length - MOST
  return {
    title: words.say('firings:title', { count: reported.length }),
    blocks: [
      ...headOf(firings, words, facts),
      { kind: 'bullets', items: lines.slice(0, MOST) },
      ...(left > 0 ? [{ kind: 'paragraph' as const, text: words.say('firings:more', { count: left }) }] : []),
      ...tailOf(reported, words),
    ],
    images: [],
    footer: [words.say('firings:list')],
  }
}

/** Why they come together, where they were held back, and which of them hold no more. */
function headOf(firings: readonly Firing[], words: Words, { list }: ReportedFacts): readonly Block[] {
  const listed = firings.find((one) => one.listed === 'quiet' || one.listed === 'full')?.listed
  if (listed !== 'quiet' && listed !== 'full') return []
  const count = firings.length
  const hours = listed === 'quiet' ? list?.quiet : undefined
  const why = hours
    ? words.say(`firings:quietHours.${count === 1 ? 'one' : 'many'}`, {
        count,
        from: clockOf(hours.from),
        to: clockOf(hours.to),
      })
    : words.say(`firings:${listed}`)
  const text = [why, ...sayNoLonger(list?.holds ?? [], words)].join(words.grammar.gap)
  return [{ kind: 'paragraph', text }]
}

/** Nothing where all still hold, and of those of which it is not known. */
function sayNoLonger(holds: ListFacts['holds'], words: Words): readonly string[] {
  const count = holds.filter((one) => one === false).length
  if (count === 0) return []
  if (holds.length === 1) return [words.say('firings:noLonger.itself')]
  if (count === holds.length) return [words.say('firings:noLonger.all')]
  return [words.say(`firings:noLonger.${count === 1 ? 'one' : 'some'}`, { count })]
}

/** `23:00`, of a minute of the day. */
function clockOf(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

function tailOf(reported: readonly Reported[], words: Words): readonly Block[] {
  const last = reported.find(({ firing }) => firing.listed === 'last')
  if (!last) return []
  const { messagesPerDay: count } = ALERT_QUOTAS[memberIn(last.alert.owner) ? 'member' : 'chat']
  return [{ kind: 'paragraph', text: words.say('firings:last', { count }) }]
}

/** A line for each; levels of one series that were passed together, and silences of one figure, share theirs. */
function linesOf(
  reported: readonly Reported[],
  words: Words,
  market: FiringMarket,
  facts: ReportedFacts,
): readonly string[] {
  const groups = Map.groupBy(reported, ({ firing, alert }) => {
    const { kind, series, side, late, watch, step } = firing
    if (kind === 'blind' || kind === 'gone') return `${kind} ${nameSeries(series, words, market)}`
    const isLevel = kind === 'crossed' && alert.condition.kind === 'price'
    return isLevel ? `${series} ${side} ${late} ${firing.time}` : `${watch} ${step}`
  })
  return [...groups.values()].map((group) => sayFiring(group, words, market, facts.single))
}
