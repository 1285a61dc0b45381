/** Events of the hero's week: what happened, when, and by how much, on two lines. */
import { formatDayOfAxis } from '#src/i18n/dates.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Instant } from '#src/market/time.ts'
import type { ChartEvent } from '#src/services/events.ts'
import { placeOf } from '#src/charts/events.ts'
import type { ChartLook } from '#src/charts/look.ts'
import type { EventMark } from '#src/charts/spec/panes.ts'
import { moneyTick } from '#src/charts/ticks.ts'

/** At most two, oldest first. */
export function heroEvents(events: readonly ChartEvent[] | undefined, { words }: ChartLook): EventMark[] {
  return (events ?? []).flatMap((event): EventMark[] => {
    const when = timeOf(event)
    const what = whatOf(event)
    const brief = whatOf({ ...event, since: undefined })
    if (what === undefined || brief === undefined) return []
    return [{ at: placeOf(event), text: when, detail: what, briefDetail: brief }]
  })

  function dayOf({ at }: ChartEvent): string {
    return formatDayOfAxis(at, { ...words, zone: 'UTC' })
  }

  function timeOf(event: ChartEvent): string {
    const { at, kind, by } = event
    const date = dayOf(event)
    const isHour = kind === 'move' || by === 'hour'
    const time = `${String(new Date(at).getUTCHours()).padStart(2, '0')}:00`
    return isHour ? words.say('charts:sheet.event.hour', { date, time }) : date
  }

  function whatOf(
    event: Omit<ChartEvent, 'since'> & { readonly since?: Instant | null | undefined },
  ): string | undefined {
    if (event.kind === 'calendar') return event.name && (event.name[words.locale] ?? event.name.en)
    if (event.kind === 'move') {
      if (event.change === undefined) return undefined
      const change = formatPercent(event.change, 1, 'always')
      return words.say(`charts:sheet.event.${event.change < 0 ? 'toLow' : 'toHigh'}`, { change })
    }
    if (event.level === undefined || event.direction === undefined) return undefined
    const step = event.level % 1e12 === 0 ? 1e12 : event.level % 1e4 === 0 ? 1e4 : 1
    const level = words.say('charts:sheet.event.level', { level: moneyTick(event.level, step, words.locale) })
    const passed = words.say(`charts:sheet.event.${event.direction}`, { level })
    if (event.since === undefined) return passed
    const since = event.since === null ? undefined : formatDayOfAxis(event.since, { ...words, zone: 'UTC' })
    if (since === undefined) return words.say('charts:sheet.event.first', { passed })
    // A low or high of an hour goes back to the last low or high there, which closes may not have followed.
    const name = event.by !== 'hour' ? 'since' : event.direction === 'down' ? 'sinceLow' : 'sinceHigh'
    return words.say(`charts:sheet.event.${name}`, { passed, since })
  }
}
