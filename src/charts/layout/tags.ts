/** Tags with leaders, for what is too small for its own words. */
import { type Box, grown, overlap } from '../scene.ts'
import { baselineAt, type Draft } from './draft.ts'
import type { Type } from './placed.ts'

export interface TagRequest {
  readonly text: string
  /** What it belongs to. */
  readonly box: Box
}

export interface PlacedTag {
  readonly text: string
  readonly box: Box
  readonly at: readonly [x: number, y: number]
  /** Small boxes along the leader. */
  readonly leader: readonly Box[]
}

interface Surroundings {
  readonly area: Box
  /** Words that must stay. */
  readonly fixed: readonly Box[]
  /** Words that may give way. */
  readonly soft: readonly Box[]
  /** Names of groups, which must stay too. */
  readonly captions: readonly Box[]
}

const PADDING = 10

/** Each at the place that covers the fewest words, near what it belongs to; none touches another. */
export function placeTags(
  draft: Draft,
  tags: readonly TagRequest[],
  { area, fixed, soft, captions }: Surroundings,
  type: Type,
): PlacedTag[] {
  const placed: PlacedTag[] = []
  const dots = tags.map(({ box }) => around(centreOf(box), DOT, DOT))
  for (const { text, box } of tags) {
    const at = centreOf(box)
    const width = draft.measure(text, type.small, 'bold') + 2 * PADDING
    const height = type.small * 1.8
    const near = steps(STEPS).flatMap((row) =>
      steps(STEPS).map((column) => [at[0] + (column * width) / 3, at[1] + row * height * 0.7] as const),
    )
    const anywhere = () => everywhere(area, width, height)
    // What is named is shown, if need be with a leader that touches other words.
    const tag = bestOf(near, 5) ?? bestOf(anywhere(), 5) ?? bestOf(near, 0) ?? bestOf(anywhere())
    if (tag) placed.push(tag)

    /** `air` is what the leader keeps from words that stay; without it the leader may cross them. */
    function bestOf(centres: readonly Centre[], air?: number): PlacedTag | undefined {
      const kept = [...fixed, ...placed.map((one) => one.box)]
      let best: { readonly tag: PlacedTag; readonly cost: number } | undefined
      for (const centre of centres) {
        const body = around(centre, width, height)
        if (!isWithin(body, area) || overlap(body, grown(box, 2))) continue
        if ([...kept, ...dots].some((one) => overlap(grown(one, 6), body))) continue
        if (air !== undefined && captions.some((one) => overlap(grown(one, 2), body))) continue
        const distance = Math.hypot(centre[0] - at[0], centre[1] - at[1])
        if (best && distance >= best.cost) continue
        const leader = leaderBoxes(at, centre, body)
        const touches = (one: Box) => leader.some((part) => overlap(part, grown(one, air ?? 0)))
        if (air !== undefined && kept.some(touches)) continue
        const covers = [body, ...leader]
        const hits = (boxes: readonly Box[]) =>
          boxes.filter((one) => covers.some((cover) => overlap(grown(cover, 4), one))).length
        // A leader that crosses another is read as the other's.
        const crossed = hits(placed.flatMap((one) => one.leader)) > 0
        const cost = hits(soft) * 60 + hits(captions) * 400 + (crossed ? 300 : 0) + distance
        if (!best || cost < best.cost) best = { tag: { text, box: body, at, leader }, cost }
      }
      return best?.tag
    }
  }
  return placed
}

type Centre = readonly [x: number, y: number]

/** Room for the mark at what a tag belongs to. */
const DOT = 14

function centreOf({ left, right, top, bottom }: Box): Centre {
  return [(left + right) / 2, (top + bottom) / 2]
}

function steps(most: number): number[] {
  return Array.from({ length: 2 * most + 1 }, (_, index) => index - most)
}

function around([x, y]: Centre, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
}

/** Where nothing near is free. */
function everywhere(area: Box, width: number, height: number): Centre[] {
  const columns = Math.floor(((area.right - area.left - width) / width) * 2) + 1
  const rows = Math.floor((area.bottom - area.top - height) / height) + 1
  return Array.from({ length: rows * columns }, (_, index) => [
    area.left + width / 2 + ((index % columns) * width) / 2,
    area.top + height / 2 + Math.floor(index / columns) * height,
  ])
}

const STEPS = 7

function isWithin(box: Box, area: Box): boolean {
  return box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom
}

/** From a point to the edge of a tag, in small boxes. */
function leaderBoxes([x, y]: readonly [number, number], to: readonly [number, number], tag: Box): Box[] {
  const boxes: Box[] = []
  const count = Math.ceil(Math.hypot(to[0] - x, to[1] - y) / 6)
  for (let i = 0; i <= count; i++) {
    const [left, top] = [x + ((to[0] - x) * i) / count, y + ((to[1] - y) * i) / count]
    const part = { left: left - 2, right: left + 2, top: top - 2, bottom: top + 2 }
    if (overlap(part, tag)) break
    boxes.push(part)
  }
  return boxes
}

/** A tag with its leader and the dot at what it belongs to. */
export function layTag(draft: Draft, { text, box, at, leader }: PlacedTag, type: Type): void {
  const last = leader.at(-1)
  const end = last ? ([last.left + 2, last.top + 2] as const) : at
  draft.line({ runs: [[at, end]], ink: 'text', width: 2.5, casing: 'ground' })
  draft.dot({ x: at[0], y: at[1], radius: 5, fill: 'ground', ring: 'text' })
  draft.rect({
    x: box.left,
    y: box.top,
    width: box.right - box.left,
    height: box.bottom - box.top,
    fill: 'text',
    radius: 4,
  })
  draft.text({
    text,
    x: (box.left + box.right) / 2,
    y: baselineAt((box.top + box.bottom) / 2, type.small),
    size: type.small,
    weight: 'bold',
    ink: 'ground',
    align: 'center',
    role: 'label',
  })
}
