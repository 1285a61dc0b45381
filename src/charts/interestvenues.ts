/** Open interest venue by venue, or its changes window by window. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Instant } from '#src/market/time.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import type { Chart, ChartLook } from './look.ts'
import { rankingChart } from './ranking.ts'

/** `name` is the coin's ticker, or what the total is called. */
export function interestVenuesChart(
  { venues, others }: InterestChanges,
  name: string,
  at: Instant,
  look: ChartLook,
): Chart | undefined {
  const { words } = look
  return rankingChart(
    {
      rows: [
        ...venues.map(({ venue, share }) => ({
          name: words.find(`glossary:venues.${venue}`) ?? venue,
          value: share,
          tone: 'accent' as const,
        })),
        // So that the shares make a whole.
        ...(others
          ? [
              {
                name: words.say('commands:openinterest.others'),
                value: others.share,
                tone: 'accent' as const,
              },
            ]
          : []),
      ],
      label: words.say('charts:ranking.interestLabel'),
      subtitle: words.say('charts:ranking.interest', { name, date: at }),
      textOf: (share) => formatPercent(share),
    },
    look,
  )
}

export function interestChangesChart(
  { changes }: InterestChanges,
  name: string,
  unit: 'usd' | 'coin',
  at: Instant,
  look: ChartLook,
): Chart | undefined {
  const { words } = look
  return rankingChart(
    {
      rows: changes.flatMap(({ days, usd, coins }) => {
        const change = unit === 'coin' && typeof coins === 'number' ? coins : usd
        return typeof change === 'number'
          ? [{ name: words.say('charts:ranking.days', { days }), value: change }]
          : []
      }),
      label: words.say('charts:ranking.changeLabel'),
      subtitle: words.say('charts:ranking.interestChange', { name, date: at }),
    },
    look,
  )
}
