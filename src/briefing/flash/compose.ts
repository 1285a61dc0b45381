/** Composing a flash: it and a look become one message in one language, with the picture of what moved. */
import { type Block, type Image, type Message, withInstants } from '#src/chat/message.ts'
import { type ChartLook, flashChart } from '#src/charts/index.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { inDollars, type Words } from '#src/i18n/words.ts'
import type { Instant } from '#src/market/time.ts'
import type { Look } from '../compose/look.ts'
import { creditsOf } from '../credits.ts'
import { currencyLines } from '../currency.ts'
import { capitalised, formatStatements, paragraphOf } from '../format.ts'
import { imageOf } from '../image.ts'
import { listNames, sourcesLine } from '../names.ts'
import type { Statement } from '../section.ts'
import { directionOf, subjectOf } from '../thread/entries.ts'
import { sayBefore } from './before.ts'
import { type FlashEdition, type FlashEvent, flashLabel } from './edition.ts'
import { eventStatements, headlineStatement, symbolsIn } from './statements.ts'

export type FlashLook = Pick<Look, 'words' | 'theme' | 'colors'>

/** What is said of the post, and not of the edition. */
export interface FlashPost {
  /** The most that a week may have are posted with it. */
  readonly isLast?: boolean
  /** It settled in quiet hours, and waited until they ended. */
  readonly heldSince?: Instant
}

export interface FlashComposition {
  readonly message: Message
  /** What it says, with what proves it: the event's, then those of its updates. */
  readonly statements: readonly Statement[]
}

export function composeFlash(
  edition: FlashEdition,
  given: FlashLook,
  post: FlashPost = {},
): FlashComposition {
  const recorder = recordInstants(given.words)
  const { words } = recorder
  const look = { ...given, words }
  const own = eventStatements(edition, edition)
  const later = edition.updates.map((event) => eventStatements(event, edition))
  const headline = sayHeadline(edition, edition, words)
  const title = words.say(edition.withdrawn ? 'flash:withdrawnTitle' : 'flash:title', { text: headline })
  const blocks = edition.withdrawn
    ? withdrawnBlocks(edition, words)
    : [
        ...correctedBlocks(edition, words),
        ...bodyOf(edition, own, words),
        ...edition.updates.map((event, i) => updateBlock(event, later[i] ?? [], words)),
        ...postBlocks(post, words),
      ]
  const images = edition.withdrawn ? [] : pictureOf(edition, look)
  const message: Message = {
    title,
    subtitle: [sayMoment(edition, words), simulated(edition, words)]
      .filter((part) => part !== '')
      .join(words.grammar.wide),
    blocks,
    images,
    framed: true,
    footer: [...currencyLines(words, { title, blocks, images }), ...footerOf(edition, words)],
  }
  return { message: withInstants(message, recorder.instants()), statements: [...own, ...later.flat()] }
}

/** What a flash is called in a list: its headline, without what it is of. */
export function flashHeadline(edition: FlashEdition, words: Words): string {
  return sayHeadline(edition, edition, words)
}

function sayHeadline(event: FlashEvent, edition: FlashEdition, words: Words): string {
  const { key, values } = headlineStatement(event, edition)
  return words.find(`${key}.text`, values) ?? ''
}

function sayEvent(statements: readonly Statement[], words: Words): string {
  return paragraphOf(formatStatements(statements, words), words)
}

/** What settled; what it was before; how far the record goes without a gap. */
function bodyOf(edition: FlashEdition, statements: readonly Statement[], words: Words): Block[] {
  const { unbrokenSince: since, topic } = edition
  const [first, ...others] = formatStatements(statements, words)
  const sentences = [first ?? '', ...sayBefore(edition, words), ...others]
  const unbroken =
    since !== undefined &&
    words.say(`flash:unbroken.${topic === 'funding' ? 'settlement' : 'day'}`, { since })
  return [
    { kind: 'paragraph', text: paragraphOf(sentences, words) },
    ...(unbroken ? [{ kind: 'paragraph' as const, text: unbroken }] : []),
  ]
}

function updateBlock(event: FlashEvent, statements: readonly Statement[], words: Words): Block {
  const text = paragraphOf([sayEvent(statements.slice(0, 1), words), ...sayBefore(event, words)], words)
  return { kind: 'paragraph', text: words.say('flash:update', { at: event.settledAt, text }) }
}

function postBlocks({ isLast, heldSince }: FlashPost, words: Words): Block[] {
  return [
    ...(heldSince === undefined ? [] : (['held'] as const)),
    ...(isLast ? (['last'] as const) : []),
  ].map((key) => ({
    kind: 'paragraph',
    text: words.say(`flash:${key}`),
  }))
}

/** What the revision before said, where it said something else. */
function correctedBlocks(edition: FlashEdition, words: Words): Block[] {
  const { was, revision } = edition
  if (!was) return []
  const [text, now] = [sayFirst(was, edition, words), sayFirst(edition, edition, words)]
  const key = text === now ? 'flash:correctedLess' : 'flash:corrected'
  return [{ kind: 'paragraph', text: words.say(key, { revision, text }) }]
}

function withdrawnBlocks(edition: FlashEdition, words: Words): Block[] {
  const { withdrawn, extreme } = edition
  const text = sayFirst(edition, edition, words)
  const { value } = withdrawn ?? {}
  const { series, unit } = extreme
  const now =
    value === undefined
      ? words.say('flash:withdrawn.missing')
      : value === extreme.value
        ? words.say('flash:withdrawn.still')
        : words.say('flash:withdrawn.value', { value: { series, value, unit } })
  return [
    { kind: 'paragraph', text: words.say('flash:withdrawn.said', { text }) },
    { kind: 'paragraph', text: now },
  ]
}

/** The sentence of an event, to be quoted. */
function sayFirst(event: FlashEvent, edition: FlashEdition, words: Words): string {
  return words.grammar.quoted(sayEvent(eventStatements(event, edition).slice(0, 1), words))
}

/** Where a figure is of: a settlement, a close, a count at midnight, a day. */
function sayMoment({ settledAt, extreme, topic, breadth }: FlashEdition, words: Words): string {
  const { series, group } = extreme
  const isClose = breadth !== undefined || group === 'price' || group === 'coins'
  const isSnapshot = group === 'marketcap' || group === 'sentiment'
  const kind = topic === 'funding' ? 'settlement' : isClose ? 'close' : isSnapshot ? 'snapshot' : 'day'
  return words.say(`flash:at.${series.startsWith('volatility.') ? 'close' : kind}`, { at: settledAt })
}

function pictureOf(edition: FlashEdition, { words, theme, colors }: FlashLook): Image[] {
  const { extreme, level, points, updates } = edition
  const own = inDollars(words)
  const { series = extreme.series, unit = extreme.unit } = level ?? {}
  const isSimulated = edition.data.kind === 'simulated'
  const look: ChartLook = {
    words: own,
    theme,
    colors,
    // The axis is in dollars, and so is the title above it.
    title: capitalised(sayHeadline(edition, edition, own)),
    source: isSimulated
      ? own.say('method.chartSimulated')
      : own.say('method.sheetSource', { names: listNames(sourcesOf(edition), own) }),
    simulated: isSimulated,
  }
  const isLevel = extreme.kind === 'high' || extreme.kind === 'low' || extreme.kind === 'first-beyond'
  const latest = updates.at(-1)?.extreme ?? extreme
  const last = isLevel && latest.series === extreme.series ? latest : extreme
  const image = imageOf(
    'flash',
    (dressed) =>
      flashChart(
        {
          ...{ series, unit, points, subject: subjectOf({ series }, symbolsIn(edition)) },
          ...(isLevel && last.since !== null && { last: { at: last.since, side: directionOf(last) } }),
        },
        dressed,
      ),
    look,
    edition.symbols,
  )
  return image ? [image] : []
}

function footerOf(edition: FlashEdition, words: Words): string[] {
  const isSimulated = edition.data.kind === 'simulated'
  return [
    isSimulated ? '' : sourcesLine(sourcesOf(edition), words),
    isSimulated ? '' : creditsOf(sourcesOf(edition)),
    flashLabel(edition),
    words.say('method.advice'),
  ].filter((line) => line !== '')
}

function sourcesOf({ figures }: FlashEdition): string[] {
  return [...new Set(Object.values(figures).flatMap(({ sources }) => sources))].sort()
}

function simulated({ data }: FlashEdition, words: Words): string {
  return data.kind === 'simulated' ? words.say('method.simulated') : ''
}
