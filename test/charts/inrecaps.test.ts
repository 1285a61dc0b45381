/** Pictures as a recap posts them: their sources whole and their own, their times of one clock, their points in sight. */
import { expect, it } from 'vitest'
import { layOut } from '#src/charts/layout/layout.ts'
import { type Box, overlap, type RectItem, type Scene } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { composed, editionOf, readHistory } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'
import { measure } from '../support/truth/measure.ts'

const WEEKS = ['2025-05-12', '2025-07-21', '2025-08-18', '2025-09-29']

describeWithShared('pictures of recaps of the recorded history', ['dataset'], (dataset) => {
  it.each(WEEKS)('%s: the sheet names its own sources, to the last letter', async (monday) => {
    for (const { name, scene } of await picturesOf(monday)) {
      if (name !== 'sheet') continue
      const source = sourceOf(scene)
      expect(source).not.toContain('…')
      expect(source).toContain('CoinGlass')
      expect(source).not.toMatch(/FRED|Yahoo|alternative\.me/)
    }
  })

  it.each(WEEKS)('%s: yields name no supplier of anything else', async (monday) => {
    for (const { name, scene } of await picturesOf(monday))
      if (name === 'macro') expect(sourceOf(scene)).not.toMatch(/alternative\.me|Polymarket|Kalshi/)
  })

  it.each(WEEKS)('%s: a date beside a value keeps clear of its spark', async (monday) => {
    for (const { name, scene } of await picturesOf(monday)) {
      if (name !== 'sheet') continue
      const cells = scene.items.flatMap((item) =>
        item.type === 'text' && item.role === 'cell' ? [item.box] : [],
      )
      for (const item of scene.items)
        if (item.type === 'rect' && (item.fill === 'up' || item.fill === 'down'))
          for (const box of cells) expect(overlap(box, rectBox(item))).toBe(false)
    }
  })

  it.each(WEEKS)('%s: a Japanese reader’s clock changes no time on a chart of UTC days', async (monday) => {
    for (const { scene } of await picturesOf(monday))
      for (const item of scene.items) if (item.type === 'text') expect(item.text).not.toContain('日本時間')
  })

  it.each(WEEKS)('%s: no words lie on a point', async (monday) => {
    for (const { name, scene } of await picturesOf(monday)) {
      const labels = scene.items.flatMap((item) =>
        item.type === 'text' && item.role === 'label' ? [item] : [],
      )
      for (const item of scene.items) {
        if (item.type !== 'dot') continue
        const { x, y, radius } = item
        const dot = { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
        const hiding = labels.filter(({ box }) => overlap(box, dot)).map(({ text }) => text)
        expect(hiding, `${monday} ${name}`).toEqual([])
      }
    }
  })

  async function picturesOf(monday: string) {
    const edition = editionOf(await readHistory(dataset), monday)
    return (['en', 'ja'] as const).flatMap((locale) => {
      const clock = locale === 'ja' ? 'Asia/Tokyo' : 'UTC'
      const { images = [] } = composed(edition, locale, 'full', clock).message
      return images.flatMap(({ name, spec, phone }) =>
        [spec, ...(phone ? [phone.spec] : [])].map((one) => ({
          name,
          scene: layOut(one as ChartSpec, measure),
        })),
      )
    })
  }
})

function rectBox({ x, y, width, height }: RectItem): Box {
  return { left: x - 2, right: x + width + 2, top: y, bottom: y + height }
}

function sourceOf(scene: Scene): string {
  const lines = scene.items.flatMap((item) =>
    item.type === 'text' && item.role === 'source' ? [item.text] : [],
  )
  return lines.join(' ')
}
