/** What happened in a drawn span, as dashed lines with words: the data say when and how much, the locale how it reads. */
import { formatDayOfAxis } from '#src/i18n/dates.ts'
import { formatLevel, formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import { DAY } from '#src/market/time.ts'
import type { ChartEvent } from '#src/services/events.ts'
import type { ChartLook } from './look.ts'
import type { EventMark, Panes } from './spec/panes.ts'

export interface About {
  /** What the chart is about: it is not named again. */
  readonly asset?: string
  /** Tickers of others, by id. */
  readonly symbols?: ReadonlyMap<string, string>
}

/** Readings that were frozen earlier have no events. */
export function eventMarks(
  events: readonly ChartEvent[] | undefined,
  { from, to }: Pick<Panes, 'from' | 'to'>,
  about: About,
  look: ChartLook,
): EventMark[] {
  return (events ?? [])
    .map((event) => ({ at: placeOf(event), text: textOf(event, about, look) }))
    .filter(({ at }) => at > from && at < to)
}

/** Where there is room for no more: the weightiest alone, by its date. */
export function weightiest(
  events: readonly ChartEvent[] | undefined,
  { from, to }: Pick<Panes, 'from' | 'to'>,
  { words }: ChartLook,
): EventMark[] {
  const inside = (events ?? []).filter((event) => placeOf(event) > from && placeOf(event) < to)
  const [first] = inside.toSorted((a, b) => b.weight - a.weight)
  return first ? [{ at: placeOf(first), text: formatDayOfAxis(first.at, { ...words, zone: 'UTC' }) }] : []
}

/** What is known of a day alone stands in its middle. */
export function placeOf({ at, kind, by }: ChartEvent): number {
  return kind === 'calendar' || by === 'close' ? at + DAY / 2 : at
}

function textOf(event: ChartEvent, about: About, { words }: ChartLook): string {
  const { at, kind, by, change, level, direction, name } = event
  const date = formatDayOfAxis(at, { ...words, zone: 'UTC' })
  const whose = whoseOf(event, about)
  if (kind === 'move' && change !== undefined) {
    const hour = new Date(at).getUTCHours()
    const time = words.say('charts:events.hour', { date, time: words.grammar.hourOfDay(hour) })
    return words.say('charts:events.move', { time, whose, change: formatPercent(change, 1, 'always') })
  }
  if (kind === 'level' && level !== undefined) {
    const { locale } = words
    const price = event.asset === 'total' ? formatLevel(level, locale) : formatPrice(level, locale)
    const passed = direction === 'up' ? 'above' : 'below'
    // Within a day a price may have been beyond a level earlier.
    const key =
      by === 'close' ? (`charts:events.close.${passed}` as const) : (`charts:events.${passed}` as const)
    return words.say(key, { date, whose, level: price })
  }
  return words.say('charts:events.calendar', { date, name: name?.[words.locale] ?? name?.en ?? '' })
}

/** With a space behind; hours of bitcoin stand for markets that have none of their own. */
function whoseOf({ asset }: ChartEvent, about: About): string {
  if (asset === undefined || asset === 'total' || asset === about.asset) return ''
  const symbol = about.symbols?.get(asset) ?? (asset === 'bitcoin' ? 'BTC' : asset.toUpperCase())
  return `${symbol} `
}
