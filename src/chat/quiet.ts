/** Hours in which nothing rings: read from text, and when they end. Wall times are of the zone given; daylight saving by its rules. */

/** Minutes of the day; from the first to before the second, through midnight where that is earlier. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** `23:00-07:00`; undefined for what is none, and for hours that begin when they end. */
export function parseQuiet(text: string | undefined): QuietHours | undefined {
  const [, ...digits] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text ?? '') ?? []
  const [fromHour, fromMinute, toHour, toMinute] = digits.map(Number)
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    return undefined
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute]
  const isDay = fromHour < 24 && toHour < 24 && fromMinute < 60 && toMinute < 60
  return isDay && from !== to ? { from, to } : undefined
}

/** When quiet hours that hold at an instant end; undefined where none do. */
export function quietUntil({ from, to }: QuietHours, zone: string, now: number): number | undefined {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const minute = local.hour * 60 + local.minute
  const wraps = from > to
  const isQuiet = wraps ? minute >= from || minute < to : minute >= from && minute < to
  if (!isQuiet) return undefined
  const end = atMinute(wraps && minute >= from ? local.add({ days: 1 }) : local, to)
  // Where the clocks are set back the same minute comes twice: it has ended the first time.
  return end > now ? end : undefined
}

/** When a local minute of a day comes, in milliseconds since 1970; one that the clocks skip comes as they go on. */
export function atMinute(local: Temporal.ZonedDateTime, minute: number): number {
  const plainTime = { hour: Math.floor(minute / 60), minute: minute % 60 }
  return local.toPlainDate().toZonedDateTime({ timeZone: local.timeZoneId, plainTime }).epochMilliseconds
}

/** When quiet hours that hold at an instant began. */
export function quietSince({ from, to }: QuietHours, zone: string, now: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const isNextDay = from > to && local.hour * 60 + local.minute < to
  return atMinute(isNextDay ? local.subtract({ days: 1 }) : local, from)
}
