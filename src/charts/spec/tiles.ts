/** Areas by weight, grouped: a treemap. */
import type { Label } from './label.ts'

export interface Tiles {
  readonly type: 'tiles'
  readonly groups: readonly { readonly name: string; readonly tiles: readonly Tile[] }[]
  /** The change at both ends of the colour scale, fraction: one of the steps of 5 to 100 %. */
  readonly limit: number
  readonly limits: readonly [low: string, high: string]
  /** What would take most of the area stands above it as text. */
  readonly above: readonly Label[]
  /** Ids of tiles that the title names: they show their number, in the tile or on a tag with a leader. */
  readonly named: readonly string[]
}

export interface Tile {
  readonly id: string
  readonly name: string
  readonly weight: number
  /** Change, fraction. */
  readonly value: number
  readonly text: string
}
