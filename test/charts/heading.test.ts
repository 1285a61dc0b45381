/** Words that are too long: titles shrink and are cut, source lines break, and never lose both their ends. */
import { createCanvas } from '@napi-rs/canvas'
import * as canvas from '@napi-rs/canvas'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerFonts } from '#src/charts/fonts.ts'
import { drawHeading } from '#src/charts/frame/heading.ts'
import type { Pen } from '#src/charts/frame/pen.ts'

const size = { width: 1200, height: 675 }
const skin = { theme: 'dark', colors: 'standard', locale: 'ja' } as const
const plain = { title: '題', subtitle: '副題', source: '出所：Binance', brand: 'Kawaraban' }

beforeAll(() => registerFonts(canvas))

describe('the title', () => {
  it('is 36 px where it fits, smaller where it nearly does', () => {
    expect(titleOf('BTCの資金調達率、マイナスに転じる')).toMatchObject({ size: 36 })
    const long = '暗号資産の時価総額、4月以来初めて3兆ドルの大台を割り込む'
    expect(titleOf(`${long}展開に`)).toMatchObject({ text: `${long}展開に` })
    expect(titleOf(`${long}展開に`).size).toBeGreaterThanOrEqual(30)
  })

  it('is cut with an ellipsis at 30 px, and stays within the margins', () => {
    const cut = titleOf(
      '暗号資産の時価総額、4月以来初めて3兆ドルの大台を割り込む展開に、主要資産の中でも最下位',
    )
    expect(cut.size).toBe(30)
    expect(cut.text).toMatch(/…$/)
    expect(cut.width).toBeLessThanOrEqual(1120)
  })
})

describe('the source line', () => {
  it('breaks into two lines after a separator, and loses nothing', () => {
    const source = `出所：${Array.from({ length: 12 }, (_, i) => `Exchange ${i}`).join('、')}（2025年11月24日9時まで）`
    const lines = written({ ...plain, source }).filter(({ size: px }) => px === 15)
    expect(lines.map(({ text }) => text).join('')).toBe(source)
    for (const line of lines) expect(line.width).toBeLessThan(1120)
  })

  it('keeps its beginning and its end when even two lines are too narrow', () => {
    const source = `出所：${Array.from({ length: 60 }, (_, i) => `Exchange ${i}`).join('、')}　サンプルデータ（シミュレーション）`
    const lines = written({ ...plain, source }).filter(({ size: px }) => px === 15)
    expect(lines).toHaveLength(2)
    expect(lines[0]?.text).toMatch(/^出所：/)
    expect(lines[1]?.text).toMatch(/サンプルデータ（シミュレーション）$/)
    for (const line of lines) expect(line.width).toBeLessThan(1120)
  })
})

function titleOf(title: string) {
  const [first] = written({ ...plain, title })
  return first ?? expect.fail('nothing was written')
}

/** Everything that the heading writes, with its size and width in pixels. */
function written(heading: typeof plain): { text: string; size: number; width: number }[] {
  const pen = createCanvas(size.width, size.height).getContext('2d')
  const texts: { text: string; size: number; width: number }[] = []
  pen.fillText = (text) => {
    texts.push({ text, size: Number(/(\d+)px/.exec(pen.font)?.[1]), width: pen.measureText(text).width })
  }
  drawHeading(pen as Pen, heading, size, skin)
  return texts
}
