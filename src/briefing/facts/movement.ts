/** `/volatility`, `/correlation` and `/volume` in short. */
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { startOfDay } from '#src/market/time.ts'
import type { Pairs } from '#src/services/correlation/pairs.ts'
import type { CorrelationReading } from '#src/services/correlation.ts'
import type { Gap } from '#src/services/publish.ts'
import type { ImpliedVolatility } from '#src/services/volatility/implied.ts'
import type { VolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import type { VolatilityRow } from '#src/services/volatility.ts'
import type { VolumeReading } from '#src/services/volume.ts'
import { isGap, orWhy, printersOf } from '../details.ts'
import { nameOf } from '../details/funding.ts'
import type { TierMean } from '../details/movement.ts'
import { factWriter, firstFacts, type ShortFacts } from './writer.ts'

/** One coin with its year, or two beside each other. */
export function volatilityFacts(
  windows: readonly VolatilityWindow[],
  row: VolatilityRow | undefined,
  implied: ImpliedVolatility | Gap,
  words: Words,
): ShortFacts {
  const { say, fact, known, beside } = factWriter('volatility', words)
  const { percent, percentile, shortDate } = printersOf(words)
  const [first, second] = windows
  if (!first) return { facts: [] }
  const before = (window: VolatilityWindow) => beside(say('fields.weekAgo'), percent(window.weekAgo))
  const extreme = (which: 'high' | 'low', { high, low }: VolatilityWindow) => {
    const one = which === 'high' ? high : low
    return isGap(one)
      ? undefined
      : fact(say(`facts.${which}`), percent(one.value), shortDate(startOfDay(one.day)))
  }
  const now = windows.map((one) => fact(one.symbol, percent(one.now), before(one)))
  const dvol = isGap(implied)
    ? undefined
    : fact(
        say('facts.implied'),
        percent(implied.value),
        words.grammar.list([nameOf(implied.venue, words), shortDate(implied.day) as string]),
      )
  return {
    facts: firstFacts(
      second
        ? [...now, known(say('facts.standing'), percentile(first.percentile1y), first.symbol)]
        : [
            ...now,
            first.days === 30 ? undefined : known(say('facts.month'), percent(row?.rv30d)),
            known(say('facts.standing'), percentile(first.percentile1y)),
            extreme('high', first),
            extreme('low', first),
            dvol,
          ],
    ),
    note: say('facts.note', { days: first.days }),
  }
}

/** What correlations are stated of. */
export interface CorrelationAsked {
  readonly tiers: readonly TierMean[]
  readonly pairs: Pairs
  /** The same coins over the other window, where coins were named. */
  readonly otherPairs: Pairs | undefined
  readonly isRecap: boolean
}

/** The tiers of the recap, or the pairs that were asked for. */
export function correlationFacts(
  reading: Reading<CorrelationReading>,
  { tiers, pairs, otherPairs, isRecap }: CorrelationAsked,
  words: Words,
): ShortFacts {
  const { say, fact, beside } = factWriter('correlation', words)
  const { decimal } = printersOf(words)
  const pair = (name: string, one: Pairs['highest']) =>
    one && fact(say(`facts.${name}`), decimal(one.correlation), one.symbols.join('/'))
  const before = (tier: string) =>
    orWhy(
      reading.value.tiers.find((one) => one.tier === tier)?.mean4wAgo,
      `correlation.${tier}.mean4wAgo`,
      reading,
    )
  const ofTiers = tiers.map(({ tier, mean }) =>
    fact(
      say(`fields.${tier}`),
      decimal(mean),
      isRecap ? beside(say('facts.before'), decimal(before(tier))) : undefined,
    ),
  )
  // Of two coins there is one pair.
  const isOne = pairs.matrix?.assets.length === 2
  return {
    facts: firstFacts([
      ...(isRecap ? ofTiers : []),
      ...(isOne && pairs.highest
        ? [fact(pairs.highest.symbols.join('/'), decimal(pairs.highest.correlation))]
        : [
            isRecap ? undefined : fact(say('facts.mean'), decimal(pairs.mean)),
            pair('highest', pairs.highest),
            pair('lowest', pairs.lowest),
          ]),
      ...(isRecap || otherPairs ? [] : ofTiers.filter((_, i) => typeof tiers[i]?.mean === 'number')),
      otherPairs && fact(say('days', { days: otherPairs.days }), decimal(otherPairs.mean)),
    ]),
    note: say('facts.note', { days: pairs.days }),
  }
}

/** `drawn` are the weeks of the chart. */
export function volumeFacts(
  reading: Reading<VolumeReading>,
  daily: { readonly day: number | Gap; readonly perp: number | Gap },
  market: 'spot' | 'perp',
  drawn: readonly Point[],
  words: Words,
): ShortFacts {
  const { value } = reading
  const { say, fact, known, beside } = factWriter('volume', words)
  const { amount, percent, wholePercent, shortDate } = printersOf(words)
  const why = <V>(one: V | undefined, name: string) => orWhy(one, `volume.spot.${name}`, reading)
  const known4 = wholePercent(value.ratio)
  const spot = fact(
    say('fields.week'),
    amount(why(value.week, 'week')),
    typeof known4 === 'string' ? say('facts.ofMean', { ratio: known4 }) : undefined,
  )
  const week = amount(daily.perp)
  const perp = fact(say('fields.perp'), week)
  const top = drawn.reduce<Point | undefined>(
    (best, point) => (point[1] !== null && point[1] > (best?.[1] ?? 0) ? point : best),
    undefined,
  )
  const highest =
    top &&
    known(
      say('facts.highest', { weeks: drawn.length }),
      amount(top[1] ?? undefined),
      say('facts.weekTo', { day: shortDate(top[0]) as string }),
    )
  return {
    facts: firstFacts([
      ...(market === 'spot' ? [spot] : [perp]),
      highest,
      fact(
        say('fields.spotShare'),
        percent(why(value.spotShare, 'spotShare')),
        beside(say('facts.before'), percent(value.spotShareWeekAgo)),
      ),
      ...(market === 'spot' ? [known(say('fields.day'), amount(daily.day)), perp] : [spot]),
    ]),
    ...(market === 'perp' &&
      typeof week === 'string' && { finding: say('facts.perpFinding', { value: week }) }),
  }
}
