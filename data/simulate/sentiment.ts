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
    noise = 0.7 * noise + 2.2 * random.normal()
    const change = (days: number) =>
      Math.log((prices[d] as number) / (prices[Math.max(0, d - days)] as number))
    const wanted = 49 + 140 * change(30) + 110 * change(7)
    value = 0.7 * value + 0.3 * clamp(wanted, 8, 90)
    return [dayAt(d), 'fear-greed', Math.round(clamp(value + noise, 5, 95))]
  })
}
