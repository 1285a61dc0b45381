/** Names of every script that exchanges list, as scenes draw them: no letter is missing, none overlaps another. */
import { expect, it } from 'vitest'
import { withDrawableNames } from '#src/charts/drawable.ts'
import type { TextItem } from '#src/charts/scene.ts'
import { layoutFaults } from '../../support/truth/boxes.ts'
import { glyphFaults } from '../../support/truth/glyphs.ts'
import { sceneOf } from '../../support/truth/pictures.ts'
import { pictured, rows } from '../../support/truth/small.ts'

/** Ids and tickers: Chinese, Hangul, Arabic, emoji, a letter that few faces have, a direction mark, none that is known. */
const NAMES = {
  'bi-an-ren-sheng': '币安人生',
  'long-xia': '龙虾',
  'ha-ji-mi': '哈基米',
  frog: '🐸',
  shiba: 'شيبا',
  kimchi: '김치',
  'bit-sign': '₿',
  lira: 'ł',
  turned: 'AB\u200FC',
  secret: '\u{F0000}',
}

it.each(['wide', 'phone'] as const)('are drawn with all their letters, each in its row (%s)', (layout) => {
  const [first] = rows.rows
  if (!first) throw new Error('no row')
  const shown = Object.values(NAMES).map((name) => ({ ...first, name: { text: name }, cells: [] }))
  const size = layout === 'phone' ? { width: 720, height: 900 } : { width: 1200, height: 675 }
  const spec = { ...pictured({ ...rows, rows: shown }), layout, size }
  const scene = sceneOf(withDrawableNames({ spec, alt: '', size }, NAMES))
  expect(glyphFaults(scene)).toEqual([])
  expect(layoutFaults(scene, layout)).toEqual([])
  const texts = scene.items.flatMap((item) => (item.type === 'text' ? [bare(item)] : []))
  for (const [id, name] of Object.entries(NAMES)) {
    const drawn = id === 'bit-sign' || id === 'secret' ? id : name.replace('\u200F', '')
    expect(texts, id).toContain(drawn)
  }
})

function bare({ text }: TextItem): string {
  return text.replace(/[\u2068\u2069]/g, '')
}
