/** Series of one pane are told apart by every kind of sight, or by their form. */
import { colorOf, distance, hasCoinColor, SIGHTS, THEMES } from '#src/charts/colors.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { LineSeries } from '#src/charts/spec/panes.ts'
import { panesIn } from './drawn.ts'

/** OKLab x 100. */
const LEAST = 6

export function seriesColorFaults(spec: Pick<ChartSpec, 'body'>): string[] {
  return panesIn(spec).flatMap(({ panes }) =>
    panes.flatMap(({ series }) => {
      // Faded lines are there to be compared with, and none is named.
      const lines = series.filter(
        (one): one is LineSeries => one.type === 'line' && !one.ink.startsWith('fade:'),
      )
      // A coin's colour is its own, whatever its place.
      const strange = lines
        .filter(({ id, ink }) => hasCoinColor(id) && ink !== `coin:${id}`)
        .map(({ id, ink }) => `${id} is drawn in ${ink}`)
      const alike = lines.flatMap((one, index) =>
        lines
          .slice(index + 1)
          .filter((other) => !differInForm(one, other) && nearest(one, other) < LEAST)
          .map((other) => `${one.id} and ${other.id} look alike: ${one.ink}, ${other.ink}`),
      )
      return [...strange, ...alike]
    }),
  )
}

function differInForm(one: LineSeries, other: LineSeries): boolean {
  return one.dash !== other.dash || (one.width ?? 3) !== (other.width ?? 3)
}

function nearest(one: LineSeries, other: LineSeries): number {
  const distances = THEMES.flatMap((theme) =>
    SIGHTS.map((sight) => {
      const look = { theme, colors: 'standard' } as const
      return distance(colorOf(one.ink, look), colorOf(other.ink, look), sight)
    }),
  )
  return Math.min(...distances)
}
