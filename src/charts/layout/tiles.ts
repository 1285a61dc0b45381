/** A treemap: groups with their names, tiles with what fits into them, tags for what the title names. */
import { SCALE_INKS, scaleInk } from '../colors.ts'
import { type Box, grown, overlap } from '../scene.ts'
import type { Ink } from '../spec/label.ts'
import type { Tile, Tiles } from '../spec/tiles.ts'
import { baselineAt, type Draft, type TextRequest, textBox } from './draft.ts'
import type { Type } from './placed.ts'
import { placeGroups } from './squares.ts'
import { layTag, placeTags } from './tags.ts'

const GAP = 2

export interface PlacedTile {
  readonly tile: Tile
  readonly box: Box
}

/** The legend, then the groups below it. */
export function layTiles(draft: Draft, body: Tiles, area: Box, type: Type): void {
  const top = layLegend(draft, body, area, type)
  const groups = placeGroups(body.groups, { ...area, top }, { gap: GAP + 2, head: headOf(draft, type) })
  const tiles: PlacedTile[] = []
  for (const { name, box, tiles: placed } of groups) {
    if (name !== undefined) {
      draft.text({
        text: name,
        x: box.left + 2,
        y: box.top + type.small * 0.95,
        size: type.small,
        weight: 'bold',
        ink: 'sub',
        role: 'caption',
      })
    }
    for (const one of placed) {
      const [tile, box] = [one.item, inner(one.box)]
      tiles.push({ tile, box })
      const group = body.groups.find(({ tiles }) => tiles.includes(tile))?.name ?? ''
      const ink = scaleInk(tile.value, body.limit)
      const texts = [tile.text, group].filter((text) => text !== '')
      draft.spot({ box, title: tile.name, lines: texts.map((text) => ({ text, ink })) })
    }
  }
  for (const { tile, box } of tiles) {
    draft.rect({
      x: box.left,
      y: box.top,
      width: box.right - box.left,
      height: box.bottom - box.top,
      fill: scaleInk(tile.value, body.limit),
    })
  }
  layWords(draft, body, tiles, { ...area, top }, type)
}

/** The height of a group's name, 0 where it does not fit. */
function headOf(draft: Draft, type: Type) {
  return (name: string, width: number, height: number) =>
    draft.measure(name, type.small, 'bold') + 4 <= width && height >= type.small * 3.2 ? type.small * 1.35 : 0
}

function inner({ left, top, right, bottom }: Box): Box {
  const [x, y] = [Math.round(left), Math.round(top)]
  return {
    left: x,
    top: y,
    right: Math.max(x + 1, Math.round(right) - GAP),
    bottom: Math.max(y + 1, Math.round(bottom) - GAP),
  }
}

/** What stands above as text at the left, the scale at the right, below each other where they are too long. */
function layLegend(draft: Draft, body: Tiles, area: Box, type: Type): number {
  const height = type.small * 1.3
  const centre = area.top + height / 2
  let x = area.left
  for (const label of body.above) {
    const box = draft.text({
      text: label.text,
      x,
      y: baselineAt(centre, type.value),
      size: type.value,
      weight: 'bold',
      ink: label.ink ?? 'text',
      role: 'label',
    })
    x = box.right + type.small * 2
  }
  const [low, high] = body.limits
  const [lowWidth, highWidth] = [low, high].map((text) => draft.measure(text, type.small, 'normal')) as [
    number,
    number,
  ]
  const step = type.small > 20 ? 38 : 46
  const width = lowWidth + highWidth + 20 + step * SCALE_INKS.length
  const isBeside = x + width <= area.right
  const y = isBeside ? area.top : area.top + height + 12
  let at = area.right - width
  const tick = {
    y: baselineAt(y + height / 2, type.small),
    size: type.small,
    ink: 'sub',
    role: 'tick',
  } as const
  draft.text({ ...tick, text: low, x: at })
  at += lowWidth + 10
  for (const ink of SCALE_INKS) {
    draft.rect({ x: at, y, width: step - 2, height, fill: ink })
    at += step
  }
  draft.text({ ...tick, text: high, x: at + 8 })
  return y + height + 12
}

/** Tags first, then the words of the tiles that no tag covers. */
function layWords(draft: Draft, body: Tiles, tiles: readonly PlacedTile[], area: Box, type: Type): void {
  const written = tiles.map((one) => ({ ...one, words: wordsOf(draft, one, body.limit, type) }))
  const isShown = ({ tile, words }: (typeof written)[number]) => words.some(({ text }) => text === tile.text)
  const tagged = body.named.flatMap((id) => {
    const found = written.find(({ tile }) => tile.id === id)
    return found && !isShown(found) ? [found] : []
  })
  const boxesOf = (words: readonly TextRequest[]) =>
    words.map((one) => textBox({ weight: 'normal', align: 'left', ...one }, draft.measure))
  const kept = written.filter((one) => body.named.includes(one.tile.id) && isShown(one))
  const tags = placeTags(
    draft,
    tagged.map(({ tile, box }) => ({ text: `${tile.name} ${tile.text}`, box })),
    {
      area,
      fixed: kept.flatMap(({ words }) => boxesOf(words)),
      soft: written.flatMap(({ words }) => boxesOf(words)),
      captions: draft.textBoxes(),
    },
    type,
  )
  for (const one of written) {
    if (tagged.includes(one)) continue
    const boxes = boxesOf(one.words)
    const isCovered = tags.some((tag) =>
      [tag.box, ...tag.leader].some((cover) => boxes.some((box) => overlap(grown(cover, 4), box))),
    )
    if (!isCovered || kept.includes(one)) for (const words of one.words) draft.text(words)
  }
  for (const tag of tags) layTag(draft, tag, type)
}

/** Name and value where both fit, else the name alone, else nothing. */
function wordsOf(draft: Draft, { tile, box }: PlacedTile, limit: number, type: Type): TextRequest[] {
  const [width, height] = [box.right - box.left - 8, box.bottom - box.top - 6]
  const ink: Ink = `on:${scaleInk(tile.value, limit)}`
  const x = (box.left + box.right) / 2
  const middle = (box.top + box.bottom) / 2
  const perPixel = draft.measure(tile.name, 100, 'bold') / 100
  const size = Math.floor(Math.min(width / perPixel, Math.max(type.small, height * 0.16), type.small * 1.7))
  const small = Math.max(type.small, Math.floor(size * 0.82))
  const shared = { x, align: 'center', ink, role: 'cell' } as const
  if (size < type.small || height < type.small * 1.1) return []
  const name = { ...shared, text: tile.name, size, weight: 'bold' } as const
  const line = size * 0.56 + small * 0.56
  if (height >= size + small && draft.measure(tile.text, small, 'normal') <= width) {
    return [
      { ...name, y: baselineAt(middle - line / 2, size) },
      { ...shared, text: tile.text, size: small, y: baselineAt(middle + line / 2, small) },
    ]
  }
  return [{ ...name, y: baselineAt(middle, size) }]
}
