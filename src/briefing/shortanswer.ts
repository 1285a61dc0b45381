/** An answer in short: its finding and a few facts in lines, the chart, and one line of small print. */
import type { Block, Fact, Message } from '#src/chat/message.ts'
import { inApr } from '#src/i18n/rates.ts'
import type { Words } from '#src/i18n/words.ts'
import type { AnswerLook, AnswerParts } from './answer.ts'
import { creditsOf } from './credits.ts'
import { currencyLines } from './currency.ts'
import type { Ended } from './ended.ts'
import { strongFigures } from './facts/writer.ts'
import { formatStatements, titleOf } from './format.ts'
import { missingInSection, nameMissing } from './method.ts'
import { sourcesLine } from './names.ts'
import type { Statement } from './section.ts'
import { tetherLine } from './tether.ts'
import { answerDetails } from './thinanswer.ts'
import { agedRanksLines } from './universe.ts'

/** Characters of the line that names what is missing; of a longer list so many figures are named. */
const LONGEST_MISSING = 160
const NAMED = 2
/** Cells of the first line. */
const ROOM = 100

/**
 * Undefined for an answer without facts. `full` is the whole answer: the picture and what must stay in sight (that data
 * are simulated or out of date) are the same. The first line is the finding in other words than the picture's title,
 * since a notification shows that line alone.
 */
export function shortAnswer(answer: AnswerParts, full: Message, given: AnswerLook): Message | undefined {
  const { short, section, latest, ended } = answer
  if (!short) return undefined
  const look = answer.rates === 'apr' ? { ...given, words: inApr(given.words) } : given
  const { words } = look
  const [picture] = full.images
  const { thin } = answerDetails(answer.details, section.missing, words)
  // Before the first figure: a reader of old ones must know that they are. A sample says so in the small print and on the picture.
  const outdated = given.data === 'simulated' ? undefined : full.subtitle
  // Where the data end, how old they are and why there is no more is the finding itself.
  const warnings = (ended ? [] : [outdated, thin])
    .filter((text) => text !== undefined)
    .map((text) => ({ text }))
  // Where one sentence says why most is missing, no line does.
  const figures =
    thin === undefined && !ended ? short.facts : short.facts.filter(({ strong }) => strong !== undefined)
  const title = picture
    ? (ended?.title ?? titleOf(section, words))
    : (latest?.title ?? ended?.finding ?? titleOf(section, words))
  const finding = findingOf(answer, words).filter(({ text }) => lettersOf(text) !== lettersOf(title))
  const items = [
    ...finding,
    ...warnings,
    ...newestOf(answer, words),
    ...(ended?.facts ?? []),
    ...withoutRepeats(figures, finding),
    ...(ended ? [] : missingOf(answer, look)),
  ]
  const facts: Block = { kind: 'facts', items, ...(picture && { image: picture.name }) }
  const tables = answer.details.filter(({ kind }) => kind === 'table')
  const blocks = [
    ...(items.length > 0 || picture ? [facts] : []),
    // An answer as a table has one in the chart's place.
    ...(picture ? [] : tables),
  ]
  return {
    title,
    ...(picture && { hidesTitle: true }),
    framed: true,
    blocks,
    images: full.images,
    footer: footerOf(answer, look, { title, blocks, images: full.images }),
  }
}

/** Whether anything is stated of the market: a figure in a line or a table, a picture, or the last figure of an old record. */
function statesFigures({ blocks, images }: Pick<Message, 'blocks' | 'images'>, ended: Ended | undefined) {
  if (images.length > 0 || ended?.end !== undefined) return true
  return blocks.some((block) =>
    block.kind === 'facts'
      ? block.items.some(({ strong }) => strong !== undefined)
      : block.kind === 'table' && block.rows.length > 0,
  )
}

/** Sentences that only open the next: `Over 30 days:`. */
const OPENING: readonly string[] = ['movers.window', 'sectors.window'] satisfies readonly Statement['key'][]

/** The newest figure where there is one, else the finding that the picture's title has. */
function findingOf({ section, short, latest, ended }: AnswerParts, words: Words): Fact[] {
  const own = latest?.title ?? ended?.finding ?? short?.finding
  if (own !== undefined) return [strongFigures(own)]
  const title = lettersOf(titleOf(section, words))
  const titled = section.chart && !short?.beginsWithFirst ? [section.chart.titled] : []
  const { statements } = section
  // What is worth a title is worth the first line.
  const headed = statements.filter(({ key, values }) => words.find(`${key}.title`, values) !== undefined)
  const first = short?.beginsWithFirst ? statements.slice(0, 1) : []
  const sentences = [...titled, ...first, ...headed, ...statements].map((one) => {
    const next = OPENING.includes(one.key) ? statements[statements.indexOf(one) + 1] : undefined
    return [one, next].flatMap((part) => (part ? firstSentence(part, words) : [])).join(words.grammar.gap)
  })
  const other = sentences.find((one) => lettersOf(one) !== title)
  return other === undefined ? [] : [strongFigures(other)]
}

/** Facts that are left however much the finding says. */
const FEWEST = 3

/** Without those of which the finding has given every number already. */
function withoutRepeats(facts: readonly Fact[], finding: readonly Fact[]): readonly Fact[] {
  const said = finding.flatMap(({ text }) => text.match(NUMBERS) ?? [])
  const fresh = facts.filter(({ text }) => {
    const numbers = text.match(NUMBERS) ?? []
    return numbers.length === 0 || numbers.some((one) => !said.includes(one))
  })
  return fresh.length >= FEWEST ? fresh : facts
}

/** Numbers as they are printed, without signs and units. */
const NUMBERS = /\d(?:[\d.,兆億万]*[\d兆億万])?/gu

/** Without what ends a sentence and no title. */
function lettersOf(text: string): string {
  return text.replaceAll(/[.。\s]/gu, '')
}

/** What is newer than the week, and since there is such a thing, of when the lines after it are: what the chart ends at. */
function newestOf({ latest, short, asOf, drawnAsOf = asOf }: AnswerParts, words: Words): Fact[] {
  if (!latest || (short?.facts.length ?? 0) === 0 || drawnAsOf === asOf) return [...(short?.newest ?? [])]
  const time = words.say('chat:answer.asOf', { time: drawnAsOf })
  return [...(short?.newest ?? []), { text: `${time}${words.grammar.colon.trimEnd()}` }]
}

/** What a reader would look for here and will not find. */
function missingOf({ section, details }: AnswerParts, { words, symbolOf }: AnswerLook): Fact[] {
  // Where most of it is missing one sentence says so.
  if (answerDetails(details, section.missing, words).thin !== undefined) return []
  const missing = missingInSection(section.missing)
  const names = nameMissing(missing, words, symbolOf)
  if (names === '') return []
  const told = words.say('method.missingHere', { names })
  if (told.length <= LONGEST_MISSING) return [{ text: told }]
  const some = nameMissing(missing.slice(0, NAMED), words, symbolOf)
  return [{ text: words.say('method.missingHere', { names: `${some} …` }) }]
}

function footerOf(
  { asOf, ended, latest, short, aged = [], ...answer }: AnswerParts,
  { words, data, tether = [] }: AnswerLook,
  message: Pick<Message, 'title' | 'blocks' | 'images'>,
): string[] {
  const { blocks } = message
  const isSimulated = data === 'simulated'
  // Whose data are not stated is no source of the answer, and asks for no credit.
  const sources = latest || statesFigures(message, ended) ? answer.sources : []
  const origin = isSimulated
    ? words.say('method.simulated')
    : sources.length === 0
      ? ''
      : sourcesLine(sources, words)
  const line = [short?.note ?? '', words.say('chat:answer.asOf', { time: asOf }), origin]
  const credits = isSimulated ? '' : creditsOf(sources)
  const money = currencyLines(words, { title: '', blocks, images: [] })
  // What a figure rests on that is not what it seems: ranks of another day, a dollar that is none.
  const caveats = [...agedRanksLines(aged, words), tetherLine(tether, words)]
  return [line.filter(Boolean).join(words.grammar.wide), ...caveats, ...money, credits].filter(Boolean)
}

/** Its first sentence, and what follows it while there is room in two lines of a phone. */
function firstSentence(statement: Statement, words: Words): string {
  const [text = ''] = formatStatements([statement], words)
  const sentences = [...new Intl.Segmenter(words.locale, { granularity: 'sentence' }).segment(text)]
  const [first, ...others] = sentences.map(({ segment }) => segment)
  return others
    .reduce((line, next) => (cellsOf(line + next) <= ROOM ? line + next : line), first ?? text)
    .trim()
}

/** Cells that a text takes: signs beyond Latin are twice as wide. */
function cellsOf(text: string): number {
  return text.replaceAll(/[\u2e80-\uffef]/gu, 'xx').length
}
