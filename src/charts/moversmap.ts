/** All of the hundred largest at once: areas by market cap, colours by change, grouped by sector. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import { signedLabel } from './bars.ts'
import { formatWeek, isWeek } from './days.ts'
import { framed } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { isNamed, listed, nameOfSector } from './names.ts'
import { agedSubtitle } from './alt.ts'
import type { Tiles } from './spec/tiles.ts'

const ID = 'movers'
/** They would take most of the area. */
const ABOVE = ['bitcoin', 'ethereum']

/** Undefined where there is nothing beside bitcoin and ether. */
export function moversMap(reading: Reading<MoversReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const coins = reading.value.all.filter(({ marketCap }) => marketCap > 0)
  const ranked = coins.toSorted((a, b) => b.return - a.return)
  const [best, worst] = [ranked[0], ranked.at(-1)]
  const above = coins.filter(({ asset }) => ABOVE.includes(asset))
  const tiled = coins.filter(({ asset }) => !ABOVE.includes(asset))
  if (!best || !worst || tiled.length === 0) return undefined
  const period = formatWeek(reading.week, words)
  const week = isWeek(reading.week)
  const facts = {
    period,
    count: tiled.length,
    list: listed(
      above.map(({ symbol }) => symbol),
      words,
    ),
  }
  const subtitle = [
    words.say(week ? 'charts:movers.mapSubtitle' : 'charts:movers.mapOtherSubtitle', facts),
    words.say(above.length > 0 ? 'charts:movers.mapWithout' : 'charts:movers.mapCount', facts),
  ].join('')
  return framed(look, {
    subtitle: agedSubtitle(subtitle, reading, look),
    week: reading.week,
    body: bodyOf(tiled, above, [best, worst], look),
    alt: [
      words.say(week ? 'charts:movers.mapAlt' : 'charts:movers.mapOtherAlt', {
        count: coins.length,
        period,
        up: coins.filter((coin) => coin.return > 0).length,
        down: coins.filter((coin) => coin.return < 0).length,
        best: best.symbol,
        bestReturn: best.return,
        worst: worst.symbol,
        worstReturn: worst.return,
      }),
    ],
  })
}

function bodyOf(
  tiled: readonly Mover[],
  above: readonly Mover[],
  ends: readonly Mover[],
  look: ChartLook,
): Tiles {
  const { words } = look
  const limit = limitOf(tiled)
  const bySector = Map.groupBy(tiled, ({ sectors }) => sectors[0])
  const named = [...tiled.filter(({ symbol }) => isNamed(symbol, look.title)), ...ends]
  return {
    type: 'tiles',
    groups: [...bySector].map(([sector, coins]) => ({
      name: sector === undefined ? words.say('charts:movers.other') : nameOfSector(sector, words),
      tiles: coins.map((coin) => ({
        id: coin.asset,
        name: coin.symbol,
        weight: coin.marketCap,
        value: coin.return,
        text: formatPercent(coin.return, 1, 'always'),
      })),
    })),
    limit,
    limits: [formatPercent(-limit, 0, 'always'), formatPercent(limit, 0, 'always')],
    above: above.map((coin) => {
      const label = signedLabel(coin.return, ID)
      return { ...label, text: `${coin.symbol} ${label.text}`, strong: true }
    }),
    named: [...new Set(named.map(({ asset }) => asset))],
  }
}

/** The least step that holds nine of ten changes. */
function limitOf(coins: readonly Mover[]): number {
  const sizes = coins.map((coin) => Math.abs(coin.return)).sort((a, b) => a - b)
  const most = sizes[Math.ceil(sizes.length * 0.9) - 1] ?? 0
  return LIMITS.find((limit) => limit >= most) ?? 1
}

const LIMITS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1]
