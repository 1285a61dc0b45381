/** Venues that no volume is counted of, each with the reason. */
import type { Words } from '#src/i18n/words.ts'
import { startOfDay } from '#src/market/time.ts'
import type { LeftOutVolume } from '#src/services/volume/venues.ts'

/** `Bybit (no figure for 3 November)`. */
export function leftOutNames(leftOut: readonly LeftOutVolume[], words: Words): readonly string[] {
  return leftOut.map(({ venue, lacks, unjoined }) => {
    if (unjoined !== undefined)
      return words.say('method.volumeUnjoined', { venue, day: startOfDay(unjoined) })
    if (lacks === undefined) return words.say('method.volumeBegan', { venue })
    const values = { venue, day: startOfDay(lacks.day), days: lacks.days }
    return words.say(lacks.days === 1 ? 'method.volumeLacksDay' : 'method.volumeLacksDays', values)
  })
}
