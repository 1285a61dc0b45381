/** A fear and greed index: high after rises, low after falls and in rough markets. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { DAYS, dayAt } from './days.ts'
import { clamp } from './numbers.ts'
import { randomStream } from './random.ts'

/** One value a day, 0 to 100, from bitcoin's prices at the boundaries. */
export function sentimentRows(prices: Float64Array): CsvCell[][] {
  const random = randomStream('sentiment')
  let noise = 0
  let value = 50
  return Array.from({ length: DAYS }, (_, d) => {
    noise = 0.5 * noise + 2 * random.normal()
    const change = (days: number) =>
      Math.log((prices[d] as number) / (prices[Math.max(0, d - days)] as number))
    const wanted = 50 + 130 * change(30) + 165 * change(7) + 110 * change(1)
    value = 0.45 * value + 0.55 * clamp(wanted, 9, 86)
    return [dayAt(d), 'fear-greed', Math.round(clamp(value + noise, 5, 95))]
  })
}
