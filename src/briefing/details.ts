/** Details: how fields and tables under an answer are made: names from the command's words, what is missing stated as such. */
import type { Block, Fields, Table } from '#src/chat/message.ts'
import { formatFullDate, formatShortDate } from '#src/i18n/dates.ts'
import { moneyPrinter } from '#src/i18n/money.ts'
import { formatNumber, formatPercent } from '#src/i18n/numbers.ts'
import { fileOfCommand } from '#src/i18n/sentences.ts'
import type { Words } from '#src/i18n/words.ts'
import { INTERVALS_A_YEAR } from '#src/market/perpetual.ts'
import type { MissingFigure } from '#src/market/reading.ts'
import { type Day, type Instant, startOfDay } from '#src/market/time.ts'
import type { Gap } from '#src/services/publish.ts'

/** A printed value, why there is none, or undefined where the record does not say why. */
export type DetailValue = string | Gap | undefined

export type Field = Fields['items'][number]

export interface Details {
  /** The sentence `commands:<command>.<key>`, or the shared one. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string
  field(name: string, value: DetailValue): Field
  fields(items: readonly (Field | undefined)[], heading?: string): Fields
  /** Columns by name: those of `left` come first; cells in the same order. */
  table(
    columns: { readonly left: readonly string[]; readonly right?: readonly string[] },
    rows: readonly (readonly DetailValue[])[],
    heading?: string,
  ): Table
  /** A table that says so where it has no rows. */
  tableOrNone(table: Table): Block
}

/** Details of one command in one language. */
export function detailsOf(command: string, words: Words): Details {
  const say: Details['say'] = (key, values) => {
    const text =
      words.find(`commands:${command}.${key}`, values) ?? words.find(`commands:shared.${key}`, values)
    if (text === undefined)
      throw new RangeError(`${fileOfCommand(words.locale, command)} has no ${command}.${key}`)
    return text
  }
  return {
    say,
    field: (name, value) => fieldOf(say(`fields.${name}`), value, words),
    fields: (items, heading) => ({
      kind: 'fields',
      ...(heading !== undefined && { heading }),
      items: items.filter((item) => item !== undefined),
    }),
    table: ({ left, right = [] }, rows, heading) => ({
      kind: 'table',
      ...(heading !== undefined && { heading }),
      columns: [
        ...left.map((name) => ({ title: say(`columns.${name}`), align: 'left' as const })),
        ...right.map((name) => ({ title: say(`columns.${name}`), align: 'right' as const })),
      ],
      rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : '–'))),
    }),
    tableOrNone: (table) =>
      table.rows.length > 0
        ? table
        : {
            kind: 'paragraph',
            ...(table.heading !== undefined && { heading: table.heading }),
            text: words.say('commands:shared.nothing'),
          },
  }
}

/** Formats that let through what is missing. Signs are always shown where a change is printed. */
export function printersOf(words: Words) {
  const money = moneyPrinter(words)
  const each =
    <V>(print: (value: V) => string) =>
    (value: V | Gap | undefined): DetailValue =>
      isGap(value) ? value : value === undefined ? undefined : print(value)
  return {
    percent: each((value: number) => formatPercent(value)),
    wholePercent: each((value: number) => formatPercent(value, 0)),
    /** A percentile, 0-1, as a share from the nearer end: 0.73 is `top 27%`, 0.004 `bottom 1%`. */
    percentile: each((value: number) => {
      const share = formatPercent(Math.max(0.01, Math.min(value, 1 - value)), 0)
      return words.say(value >= 0.5 ? 'commands:shared.top' : 'commands:shared.bottom', { share })
    }),
    change: each((value: number) => formatPercent(value, 1, 'always')),
    /** A funding rate in the unit asked for: `8h` to four decimals, `apr` (of a rate per 8 hours) to one. */
    funding: (unit: '8h' | 'apr') =>
      each((rate: number) =>
        unit === 'apr'
          ? formatPercent(rate * INTERVALS_A_YEAR, 1, 'always')
          : formatPercent(rate, 4, 'always'),
      ),
    rate: each((value: number) => formatPercent(value, 4, 'always')),
    amount: each((value: number) => money.amount(value)),
    price: each((value: number) => money.price(value)),
    whole: each((value: number) => formatNumber(value)),
    decimal: each((value: number) => formatNumber(value, 2)),
    points: each((value: number) => formatNumber(value, 2, 'always')),
    day: each((value: Day) => formatFullDate(startOfDay(value), words)),
    date: each((value: Instant) => formatFullDate(value, words)),
    shortDate: each((value: Instant) => formatShortDate(value, words)),
  }
}

/** A figure of a reading, or why the reading has none under that published name. */
export function orWhy<V>(
  value: V | undefined,
  figure: string,
  { missing }: { readonly missing: readonly MissingFigure[] },
): V | Gap | undefined {
  if (value !== undefined) return value
  const found = missing.find((one) => one.figure === figure)
  return found && { missing: found.reason }
}

export function isGap(value: unknown): value is Gap {
  return typeof value === 'object' && value !== null && 'missing' in value
}

/** A field by its printed name. */
export function fieldOf(name: string, value: DetailValue, words: Words): Field {
  const text = textOf(value, words)
  return typeof value === 'string' ? { name, value: text } : { name, value: text, missing: true }
}

/** `data` or `no data (record too short)`. That it was not supplied is said as well: a field stands alone. */
function textOf(value: DetailValue, words: Words): string {
  if (typeof value === 'string') return value
  if (value === undefined) return words.say('commands:shared.missing')
  const reason = words.say(`errors:missing.${value.missing}`)
  return words.say('commands:shared.missingBecause', { reason })
}

/** Several printed values in one field, or the reason that the first missing one has. */
export function joined(parts: readonly DetailValue[], joint = ' / '): DetailValue {
  const gap = parts.find((part) => typeof part !== 'string')
  return parts.every((part) => typeof part !== 'string')
    ? gap
    : parts.map((one) => (typeof one === 'string' ? one : '–')).join(joint)
}
