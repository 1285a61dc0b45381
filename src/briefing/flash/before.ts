/** What a figure was one period before: the comparison that a flash makes. */
import type { Words } from '#src/i18n/words.ts'
import type { FlashEvent } from './edition.ts'

/** None of breadth, and none where the period before is not on record. */
export function sayBefore({ extreme, level, breadth }: FlashEvent, words: Words): readonly string[] {
  if (!level?.before || breadth) return []
  const { series, unit, value, before } = level
  const quantities = {
    before: { series, value: before.value, unit },
    value: { series, value, unit },
  }
  if (extreme.kind === 'longest-run') return [words.say('flash:before.run', quantities)]
  if (series.startsWith('funding.')) return [words.say('flash:before.settled', quantities)]
  if (extreme.kind === 'largest-rise' || extreme.kind === 'largest-fall')
    return [words.say('flash:before.moved', quantities)]
  if (unit === 'count') return [words.say('flash:before.count', { count: before.value })]
  if (unit !== 'USD') return [words.say('flash:before.index', quantities)]
  const change = value / before.value - 1
  if (change === 0) return [words.say('flash:before.same')]
  const isPrice = series.startsWith('price.') || series.startsWith('coins.')
  const key = `${isPrice ? 'price' : 'amount'}${change > 0 ? 'Up' : 'Down'}` as const
  return [words.say(`flash:before.${key}`, { ...quantities, change })]
}
