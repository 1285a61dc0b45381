/** Details of `/sources` and `/status`: who is asked for live data, who does not answer, since when and why. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { detailsOf } from '../details.ts'

/** A supplier as it stands; what fails says since when and why. */
export interface SupplierRow {
  readonly title: string
  readonly state: string
  readonly since?: number
  readonly fault?: string
  /** When it last told what it was asked. */
  readonly lastTold?: number
  /** When it will be asked again. */
  readonly until?: number
  /** What it is asked for, by table, and whether that fails. */
  readonly tells?: readonly { readonly table: string; readonly fails: boolean }[]
  /** What it tells of that is no crypto, by class, and is not counted. */
  readonly leftOut?: readonly { readonly name: string; readonly class: string }[]
  /** Words that its terms ask to be shown. */
  readonly attribution?: { readonly text: string; readonly url: string } | undefined
}

/** Milliseconds; it is told once a minute, a first backfill aside. */
const AGED = 10 * 60_000
/** Suppliers that fail, told in one field, before it points to `/sources`. */
const TOLD = 3

/** A sentence for each supplier that fails, and who tells the same meanwhile; nothing where none fails. */
export function silentBlocks(suppliers: readonly SupplierRow[], words: Words): Block[] {
  const failing = suppliers.filter(({ state }) => state === 'failing')
  return bullets(
    failing.map((one) => tellFailing(one, suppliers, words)),
    detailsOf('sources', words).say('silent'),
  )
}

/** That nobody has said anything new of suppliers for a while: whoever asks them may be down. */
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
  const standing = others.map((one) => {
    const { title, state, lastTold } = one
    const names = lackingOf(one, words).map(({ name }) => name)
    if (state === 'partly' && names.length > 0 && lastTold !== undefined) {
      const values = { names: names.join(words.locale === 'ja' ? '、' : ', '), time: lastTold }
      return { name: title, value: say('partly', { ...values, ...whyOf(one, words) }) }
    }
    const told = words.find(`commands:sources.states.${state}`) ?? state
    const value = lastTold === undefined ? told : say('standing', { state: told, time: lastTold })
    return { name: title, value }
  })
  const attributions = suppliers.flatMap(({ attribution }) =>
    attribution
      ? [say('attribution', { text: attribution.text.replace(/\.$/u, ''), url: attribution.url })]
      : [],
  )
  return [
    ...(standing.length > 0 ? [fields(standing, say('suppliers'))] : []),
    ...bullets(leftOutOf(suppliers, words), say('leftOut')),
    ...bullets(attributions, say('attributions')),
  ]
}

/** The first of those that fail, a line each, and how many more; undefined where none does. */
export function silentSuppliers(suppliers: readonly SupplierRow[], words: Words): string | undefined {
  const { say } = detailsOf('status', words)
  const failing = suppliers.filter(({ state }) => state === 'failing')
  const lines = failing
    .slice(0, TOLD)
    .map((one) => say('supplierOf', { name: one.title, ...whyOf(one, words) }))
  const more = failing.length - lines.length
  if (lines.length === 0) return undefined
  return [...lines, ...(more > 0 ? [say('moreSuppliers', { count: more })] : [])].join('\n')
}

/** Instruments told by name, of a supplier that leaves out more. */
const NAMED = 8

/** A line for each supplier of which something is not counted, as it is no crypto: how many, and the first by name. */
function leftOutOf(suppliers: readonly SupplierRow[], words: Words): string[] {
  const { say } = detailsOf('sources', words)
  const comma = words.locale === 'ja' ? '、' : ', '
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
function tellFailing(one: SupplierRow, all: readonly SupplierRow[], words: Words): string {
  const { say } = detailsOf('sources', words)
  const isJapanese = words.locale === 'ja'
  const comma = isJapanese ? '、' : ', '
  const lacking = lackingOf(one, words)
  const names = lacking.map(({ name }) => name)
  const meanwhile = lacking.flatMap(({ table, name }) => {
    const others = all.filter(({ tells }) => tells?.some((told) => told.table === table && !told.fails))
    const titles = others.map(({ title }) => title).join(comma)
    return titles === '' ? [] : [say('insteadOf', { name, titles })]
  })
  const sentences = [
    detailsOf('status', words).say('supplierOf', { name: one.title, ...whyOf(one, words) }) +
      (isJapanese ? '。' : '.'),
    ...(names.length > 0 ? [say('lacking', { names: names.join(comma) })] : []),
    ...(meanwhile.length > 0 ? [say('meanwhile', { others: meanwhile.join(isJapanese ? '、' : '; ') })] : []),
    one.lastTold === undefined ? say('neverTold') : say('toldLast', { time: one.lastTold }),
    ...(one.until === undefined ? [] : [say('askedAgain', { time: one.until })]),
  ]
  return sentences.join(isJapanese ? '' : ' ')
}

/** What it does not tell. Tables without a name of their own are parts of others that have one. */
function lackingOf({ tells = [] }: SupplierRow, words: Words) {
  return tells.flatMap(({ table, fails }) => {
    const name = words.find(`commands:sources.tables.${table}`)
    return fails && name !== undefined ? [{ table, name }] : []
  })
}

function whyOf({ fault = '', since = 0 }: SupplierRow, words: Words) {
  return { why: words.find(`commands:status.faults.${fault}`) ?? fault, since }
}
