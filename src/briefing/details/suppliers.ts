/** Details of `/sources` and `/status`: who is asked for live data, who does not answer, since when and why. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { detailsOf } from '../details.ts'

/** A table that a supplier is asked for, and of those that several supply parts of, which part. */
export interface TableRow {
  readonly table: string
  readonly fails: boolean
  readonly series?: readonly string[]
}

/** A supplier as it stands; what fails says since when and why. */
export interface SupplierRow {
  readonly title: string
  readonly state: string
  readonly since?: number
  readonly fault?: string
  /** When it last answered what it was asked. */
  readonly lastAnswer?: number
  /** When it will be asked again. */
  readonly until?: number
  /** What it is asked for, by table, and whether that fails. */
  readonly tables?: readonly TableRow[]
  /** It has the past alone: it replaces no source of the present. */
  readonly ofPast?: boolean
  /** What it lists that is no crypto, by class, and is not counted. */
  readonly leftOut?: readonly { readonly name: string; readonly class: string }[]
  /** Words that its terms ask to be shown. */
  readonly attribution?: { readonly text: string; readonly url: string } | undefined
}

/** Milliseconds; it is published once a minute, a first backfill aside. */
const AGED = 10 * 60_000
/** Suppliers that fail, named in one field, before it points to `/sources`. */
const SHOWN = 3

/** A sentence for each supplier that fails, and which others answer the same meanwhile; nothing where none fails. `now` is the clock's time. */
export function silentBlocks(suppliers: readonly SupplierRow[], now: number, words: Words): Block[] {
  const failing = suppliers.filter(({ state }) => state === 'failing')
  return bullets(
    failing.map((one) => formatFailing(one, suppliers, now, words)),
    detailsOf('sources', words).say('silent'),
  )
}

/** The suppliers' status is old: the process that asks them may be down. */
export function agedBlocks(
  { suppliersAt: at, now }: { readonly suppliersAt?: number; readonly now: number },
  words: Words,
): Block[] {
  if (at === undefined || now - at <= AGED) return []
  return [{ kind: 'paragraph', text: detailsOf('sources', words).say('aged', { time: at }) }]
}

/** A line for each supplier that does not fail, and the words that the terms of all ask for. */
export function supplierBlocks(suppliers: readonly SupplierRow[], words: Words): Block[] {
  const { fields, say } = detailsOf('sources', words)
  const others = suppliers.filter(({ state }) => state !== 'failing')
  const rows = others.map((one) => {
    const { title, state, lastAnswer } = one
    const names = partlyLacking(one, words)
    if (state === 'partly' && names.length > 0 && lastAnswer !== undefined) {
      const values = { names: names.join(words.grammar.comma), time: lastAnswer }
      return { name: title, value: say('partly', { ...values, ...whyOf(one, words) }) }
    }
    const shown = words.find(`commands:sources.states.${state}`) ?? state
    const value = lastAnswer === undefined ? shown : say('lastState', { state: shown, time: lastAnswer })
    return { name: title, value }
  })
  const attributions = suppliers.flatMap(({ attribution }) =>
    attribution
      ? [say('attribution', { text: attribution.text.replace(/\.$/u, ''), url: attribution.url })]
      : [],
  )
  return [
    ...(rows.length > 0 ? [fields(rows, say('suppliers'))] : []),
    ...bullets(leftOutOf(suppliers, words), say('leftOut')),
    ...bullets(attributions, say('attributions')),
  ]
}

/** The first of those that fail, a line each, and how many more; undefined where none does. */
export function silentSuppliers(suppliers: readonly SupplierRow[], words: Words): string | undefined {
  const { say } = detailsOf('status', words)
  const failing = suppliers.filter(({ state }) => state === 'failing')
  const lines = failing
    .slice(0, SHOWN)
    .map((one) => say('supplierOf', { name: one.title, ...whyOf(one, words) }))
  const more = failing.length - lines.length
  if (lines.length === 0) return undefined
  return [...lines, ...(more > 0 ? [say('moreSuppliers', { count: more })] : [])].join('\n')
}

/** Instruments named, of a supplier that leaves out more. */
const NAMED = 8

/** A line for each supplier of which something is not counted, as it is no crypto: how many, and the first by name. */
function leftOutOf(suppliers: readonly SupplierRow[], words: Words): string[] {
  const { say } = detailsOf('sources', words)
  const { comma } = words.grammar
  return suppliers.flatMap(({ title, leftOut = [] }) => {
    if (leftOut.length === 0) return []
    const of = [...Map.groupBy(leftOut, (one) => one.class)].map(([its, ofClass]) =>
      say('leftOutClass', {
        class: words.find(`commands:sources.classes.${its}`) ?? its,
        count: ofClass.length,
      }),
    )
    const names = leftOut.slice(0, NAMED).map(({ name }) => name)
    const more = leftOut.length > NAMED ? ' …' : ''
    return [say('leftOutOf', { title, classes: of.join(comma), names: names.join(comma) + more })]
  })
}

function bullets(items: readonly string[], heading: string): Block[] {
  return items.length === 0 ? [] : [{ kind: 'bullets', heading, items }]
}

/** `Binance: cannot be reached, since 22:20 UTC on 22 Nov. It is asked for: daily prices, funding. Last answer: …` */
function formatFailing(one: SupplierRow, all: readonly SupplierRow[], now: number, words: Words): string {
  const { say } = detailsOf('sources', words)
  const { comma, semicolon, stop, gap } = words.grammar
  const lacking = lackingOf(one, words)
  const names = lacking.map(({ name }) => name)
  const meanwhile = lacking.flatMap(({ name, ...row }) => {
    const titles = insteadOf(row, all).join(comma)
    return titles === '' ? [] : [say('insteadOf', { name, titles })]
  })
  const sentences = [
    detailsOf('status', words).say('supplierOf', { name: one.title, ...whyOf(one, words) }) + stop,
    ...(names.length > 0 ? [say('lacking', { names: names.join(comma) })] : []),
    ...(meanwhile.length > 0 ? [say('meanwhile', { others: meanwhile.join(semicolon) })] : []),
    one.lastAnswer === undefined ? say('neverAnswered') : say('lastAnswer', { time: one.lastAnswer }),
    ...(one.until === undefined
      ? []
      : [one.until > now ? say('askedAgain', { time: one.until }) : say('askedSoon')]),
  ]
  return sentences.join(gap)
}

/**
 * Which sources have the same data meanwhile: the same table, where its rows do not depend on the source; of a table that several
 * sources supply parts of, those that have the whole part that is lacking. No other source has a venue's own figures.
 */
function insteadOf(lacking: TableRow, all: readonly SupplierRow[]): readonly string[] {
  const { table, series = [] } = lacking
  const isParted = PARTED.includes(table)
  if (!isParted && !SAME.includes(table)) return []
  const others = all.flatMap(({ title, tables = [], ofPast }) => {
    const same = ofPast ? undefined : tables.find((one) => one.table === table && !one.fails)
    const its = series.filter((one) => same?.series?.includes(one))
    return same && (!isParted || its.length > 0) ? [{ title, its }] : []
  })
  const isWhole = series.every((one) => others.some(({ its }) => its.includes(one)))
  return !isParted || isWhole ? others.map(({ title }) => title) : []
}

/** Tables whose rows do not depend on the source. */
const SAME = ['prices_daily', 'prices_hourly', 'market_caps', 'total_market_cap', 'sentiment', 'calendar']
/** Tables that several suppliers supply different parts of. */
const PARTED = ['yield_curves', 'macro']

/** What it does not supply. Tables without a name of their own are parts of others that have one. */
function lackingOf({ tables = [] }: SupplierRow, words: Words) {
  return tables.flatMap((one) => {
    const name = words.find(`commands:sources.tables.${one.table}`)
    return one.fails && name !== undefined ? [{ ...one, name }] : []
  })
}

/** The same; where it is but the present of something, that: nothing that is lacking goes without a word. */
function partlyLacking(one: SupplierRow, words: Words): readonly string[] {
  const names = lackingOf(one, words).map(({ name }) => name)
  if (names.length > 0) return names
  return (one.tables ?? []).flatMap(({ table, fails }) =>
    fails ? (words.find(`commands:sources.presents.${table}`) ?? []) : [],
  )
}

function whyOf({ fault = '', since = 0 }: SupplierRow, words: Words) {
  return { why: words.find(`commands:status.faults.${fault}`) ?? fault, since }
}
