/** Composing a daily: it and a look become one message in one language, with one sheet where there is something to show. */
import { type Block, type Image, type Message, withInstants } from '#src/chat/message.ts'
import { type ChartLook, dailySheet } from '#src/charts/index.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { inDollars, type Words } from '#src/i18n/words.ts'
import { formatCorrection } from '../correction.ts'
import { creditsOf } from '../credits.ts'
import { currencyLines } from '../currency.ts'
import { formatStatements } from '../format.ts'
import { imageOf } from '../image.ts'
import { nameMissing } from '../method.ts'
import { listNames, sourcesLine } from '../names.ts'
import type { Look } from '../compose/look.ts'
import type { Statement } from '../section.ts'
import { type DailyEdition, dailyLabel, type Followed } from './edition.ts'
import { figureStatements, itemStatements } from './statements.ts'

export type DailyLook = Pick<Look, 'words' | 'theme' | 'colors'>

/** What a daily says, and the message that says it. */
export interface DailyComposition {
  readonly message: Message
  readonly statements: readonly Statement[]
}

export function composeDaily(edition: DailyEdition, given: DailyLook): DailyComposition {
  const recorder = recordInstants(given.words)
  const { words } = recorder
  const look = { ...given, words }
  const statements = edition.items.length > 0 ? itemStatements(edition) : figureStatements(edition)
  const title = words.say('daily:title', { date: edition.start })
  const blocks: Block[] = [...corrected(edition, words), ...blocksOf(edition, statements, words)]
  const images = sheetOf(edition, statements, look)
  const message: Message = {
    title,
    subtitle: [words.say('daily:window', { end: edition.end }), simulated(edition, words)]
      .filter((part) => part !== '')
      .join(words.grammar.wide),
    blocks,
    images,
    picturesFirst: true,
    framed: true,
    footer: [...currencyLines(words, { title, blocks, images }), ...footerOf(edition, words)],
  }
  return { message: withInstants(message, recorder.instants()), statements }
}

/** The items by number; of an ordinary day that it was one, and two figures. */
function blocksOf(edition: DailyEdition, statements: readonly Statement[], words: Words): Block[] {
  const { items, missing, short } = edition
  if (items.length > 0) {
    const sentences = formatStatements(statements, words)
    const numbered = sentences.map((text, i) => ({ text: words.say('daily:item', { number: i + 1, text }) }))
    return [{ kind: 'facts', items: numbered }]
  }
  if (statements.length === 0) return [{ kind: 'paragraph', text: words.say('daily:unknown') }]
  const isPart = missing.length > 0 || short === true
  return [
    { kind: 'paragraph', text: words.say(isPart ? 'daily:ordinaryPart' : 'daily:ordinary') },
    {
      kind: 'facts',
      items: statements.map(({ key, values }) => ({ text: words.find(`${key}.text`, values) ?? '' })),
    },
  ]
}

/** A daily with the coins that its one reader follows, below what was unusual. */
export function withFollowed(message: Message, followed: readonly Followed[], words: Words): Message {
  if (followed.length === 0) return message
  const items = followed.map(({ symbol, end, change }) => ({
    text: words.say('daily:figures.price.text', { symbol, end, change }),
  }))
  const block: Block = { kind: 'facts', heading: words.say('daily:followed'), items }
  return { ...message, blocks: [...message.blocks, block] }
}

function corrected(edition: DailyEdition, words: Words): Block[] {
  const text = formatCorrection(edition, words, symbolIn(edition))
  return text === undefined ? [] : [{ kind: 'paragraph', text }]
}

function sheetOf(
  edition: DailyEdition,
  statements: readonly Statement[],
  { words, theme, colors }: DailyLook,
): Image[] {
  if (edition.items.length === 0) return []
  const own = inDollars(words)
  const sentences = formatStatements(statements, own)
  const isSimulated = edition.data.kind === 'simulated'
  const look: ChartLook = {
    words: own,
    theme,
    colors,
    title: own.say('daily:title', { date: edition.start }),
    source: isSimulated
      ? own.say('method.chartSimulated')
      : own.say('method.sheetSource', { names: listNames(sourcesOf(edition), own) }),
    simulated: isSimulated,
  }
  const rows = edition.items.map((item, i) => ({ ...item, values: statements[i]?.values ?? {} }))
  const image = imageOf(
    'daily',
    (dressed) => dailySheet({ ...edition, rows, sentences }, dressed),
    look,
    edition.symbols,
  )
  return image ? [image] : []
}

function footerOf(edition: DailyEdition, words: Words): string[] {
  const { missing } = edition
  const names = nameMissing(missing, words, symbolIn(edition))
  const isSimulated = edition.data.kind === 'simulated'
  return [
    names === '' ? '' : words.say('method.missing', { names }),
    isSimulated ? '' : sourcesLine(sourcesOf(edition), words),
    isSimulated ? '' : creditsOf(sourcesOf(edition)),
    dailyLabel(edition),
    words.say('method.advice'),
  ].filter((line) => line !== '')
}

function sourcesOf({ figures }: DailyEdition): string[] {
  return [...new Set(Object.values(figures).flatMap(({ sources }) => sources))].sort()
}

function simulated({ data }: DailyEdition, words: Words): string {
  return data.kind === 'simulated' ? words.say('method.simulated') : ''
}

function symbolIn({ symbols }: DailyEdition): (asset: string) => string {
  return (asset) => symbols[asset] ?? asset
}
