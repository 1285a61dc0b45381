/** Lines and hours of the sheet with realistic numbers, made by rule. */
import type { Point } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import type { HourBar } from '#src/services/sheet/hours.ts'
import type { SheetRow } from '#src/services/sheet/row.ts'

/** A line that ends at `at`: its week runs straight to the value, its year is a wave around zero. */
export function sheetRowOf(
  value: number,
  change: number,
  at: Instant,
  unit: SheetRow['unit'] = 'fraction',
): SheetRow {
  const before = unit === 'fraction' ? value / (1 + change) : value - change
  const year = Array.from({ length: 300 }, (_, i) => Math.sin(i / 17) * Math.abs(change) * 1.2)
  return { value, at, change, unit, year, spark: straight(before, value, at) }
}

/** Hour by hour over the week before `end`, from one price to the other with a wave between. */
export function hourBarsOf(from: number, to: number, end: Instant): HourBar[] {
  const hours = 7 * 24
  const priceAt = (hour: number) =>
    from +
    ((to - from) * hour) / hours +
    Math.sin(hour / 9) * Math.sin((hour / hours) * Math.PI) * from * 0.02
  return Array.from({ length: hours }, (_, hour): HourBar => {
    const [open, close] = [priceAt(hour), priceAt(hour + 1)]
    const [high, low] = [Math.max(open, close) * 1.002, Math.min(open, close) * 0.998]
    return [end - (hours - hour) * HOUR, open, high, low, close]
  })
}

function straight(from: number, to: number, at: Instant): Point[] {
  return Array.from({ length: 8 }, (_, i): Point => [at - (7 - i) * DAY, from + ((to - from) * i) / 7])
}
