/** assets.csv: the universe, and the ids that every other file may name. */
import { ASSET_KINDS, type Asset } from '#src/market/asset.ts'
import { SECTORS, type Sector } from '#src/market/sector.ts'
import { cut, readRows, vocabulary } from './columns.ts'
import { RowRefusal } from './faults.ts'
import { ASSETS_FILE } from './files.ts'
import { repetition } from './repetition.ts'
import type { Report } from './report.ts'

const KINDS = vocabulary(ASSET_KINDS)
const SECTOR_NAMES = vocabulary(SECTORS)

/** All assets in the order of the file. */
export function readAssets(text: string, report: Report): readonly Asset[] {
  const assets: Asset[] = []
  readRows(ASSETS_FILE, text, report, (columns) => {
    const id = columns.text('id')
    const symbol = columns.text('symbol')
    const name = columns.text('name')
    const kind = columns.oneOf('kind', KINDS)
    const sectors = columns.optionalText('sectors')
    const refuseRepeated = repetition(columns, 'id')
    return () => {
      const asset: Asset = {
        id: id(),
        symbol: symbol().toUpperCase(),
        name: name(),
        kind: kind(),
        sectors: sectorsFrom(sectors()),
      }
      // Open interest of all assets is filed under this word.
      if (asset.id === 'total') throw new RowRefusal('reservedId')
      refuseRepeated([asset.id])
      assets.push(asset)
    }
  })
  return assets
}

function sectorsFrom(text: string): readonly Sector[] {
  const sectors = new Set<Sector>()
  for (const part of text === '' ? [] : text.split('|')) {
    const sector = SECTOR_NAMES.get(part.trim())
    if (sector === undefined) throw new RowRefusal('unknownWord', { column: 'sector', text: cut(part) })
    sectors.add(sector)
  }
  return [...sectors]
}
