/** Evidence in words: what a claim says, the rule it was made by, and the dates and figures that prove it. */
import type { Bullets } from '#src/chat/message.ts'
import { formatDateTime, formatFullDate, formatPeriod } from '#src/i18n/dates.ts'
import { moneyPrinter } from '#src/i18n/money.ts'
import { formatNumber, formatPercent } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Plain } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import { printersOf } from './details.ts'
import { listNames } from './names.ts'
import type { Statement } from './section.ts'
import { capitalised } from './format.ts'

/** Members of a long list that are stated. */
const SHOWN = 8

/** The claim as heading, its rule and each piece of evidence below. `symbolOf` is what a reader knows an asset by. */
export function formatEvidence(
  { key, values, evidence, extremes }: Statement,
  words: Words,
  symbolOf: (asset: string) => string = (asset) => asset,
): Bullets {
  // Behind a gap nothing is proven: of an extreme the record is unbroken since the gap alone.
  const bound = evidence.boundedBy ?? (evidence.recordStart === undefined ? undefined : evidence.gapSince)
  const items = Object.entries(evidence).flatMap(([name, known]) => {
    if (bound !== undefined && (name === 'since' || name === 'gapSince')) return []
    const value = bound !== undefined && name === 'recordStart' ? bound : known
    if (name === 'rule') return [formatRule(String(value), words)]
    // An entry's value is in the claim itself, in the unit that its series has.
    if (name === 'value' && extremes) return []
    const printed = formatValue(name, value, words, symbolOf)
    const label = words.find(`chat:evidence.${name}`)
    // What has no name for readers is for programs, which find it in briefing.json.
    return label === undefined || printed === undefined
      ? []
      : [words.say('chat:evidence.line', { label, text: printed })]
  })
  return { kind: 'bullets', heading: capitalised(words.say(`${key}.text`, values).trim()), items }
}

/** The name of a rule's sentence: its English text in letters only, so that a changed rule is found missing by a test. */
export function ruleName(rule: string): string {
  return rule.replaceAll(/[^A-Za-z0-9]+/gu, '-').replaceAll(/^-|-$/gu, '')
}

/** The sentence of a rule, with its label. */
export function formatRule(rule: string, words: Words): string {
  const sentence = words.find(`chat:rules.${ruleName(rule)}`) ?? rule
  return words.say('chat:evidence.line', { label: words.say('chat:evidence.rule'), text: sentence })
}

function formatValue(
  name: string,
  value: Plain,
  words: Words,
  symbolOf: (asset: string) => string,
): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined
  if (typeof value === 'number') return formatQuantity(name, value, words)
  if (typeof value === 'string') return formatText(name, value, words, symbolOf)
  if (isList(value)) return formatList(name, value, words, symbolOf)
  const { prints, since } = value
  if (typeof prints !== 'number' || typeof since !== 'string') return undefined
  return words.say('chat:evidence.prints', { prints, since: Date.parse(since) })
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}

function formatQuantity(name: string, value: number, words: Words): string {
  if (/ercentile$/u.test(name)) return String(printersOf(words).percentile(value))
  if (/^(?:drawdown|coinsWeek|coinsFromPeak|dollarsWeek|priceWeek)/u.test(name))
    return formatPercent(value, 1, 'always')
  if (name === 'level') return moneyPrinter(words).level(value)
  if (['value', 'mean4w'].includes(name)) return moneyPrinter(words).amount(value, 'never')
  return formatNumber(value)
}

function formatText(name: string, value: string, words: Words, symbolOf: (asset: string) => string): string {
  if (name === 'venue' || name === 'source') return listNames([value], words)
  if (!Number.isNaN(startOfDay(value))) return formatFullDate(startOfDay(value), words)
  // How far a record reaches is a matter of years: a time of day would leave the year out.
  if (name === 'recordStart') return formatFullDate(Date.parse(value), words)
  // Values of days and weeks are dated by midnight: the day is what is meant.
  if (name === 'since' && /T00:00/u.test(value)) return formatFullDate(Date.parse(value), words)
  if (/^\d{4}-\d{2}-\d{2}T/u.test(value)) return formatDateTime(Date.parse(value), words)
  return name === 'asset' ? symbolOf(value) : value
}

function formatList(
  name: string,
  list: readonly Plain[],
  words: Words,
  symbolOf: (asset: string) => string,
): string | undefined {
  if (list.length === 0) return undefined
  const texts = list.map(String)
  if (['venues', 'leftOut', 'absentVenues', 'sources'].includes(name)) return listNames(texts, words)
  const named = texts.map((text) => {
    const [id = '', rest] = text.split(': ')
    if (rest === undefined) return symbolOf(id)
    const known = words.find(`glossary:markets.${id}`) ?? words.find(`glossary:sectors.${id}`)
    return `${known ?? inDays(id, words)}${words.grammar.colon}${inDays(rest, words)}`
  })
  const more = named.length > SHOWN ? ' …' : ''
  return named.slice(0, SHOWN).join(words.grammar.comma) + more
}

/** A day, or the days from one to another, as the language dates them; other text as it is. */
function inDays(text: string, words: Words): string {
  const [from = Number.NaN, to] = text.split(' to ').map(startOfDay)
  if (Number.isNaN(from)) return text
  return to === undefined ? formatFullDate(from, words) : formatPeriod(from, to, words)
}
