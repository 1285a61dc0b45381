import { describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import { widthOf } from '#src/platforms/layout/width.ts'
import { renderTerminal } from '#src/platforms/terminal/render.ts'

const MESSAGE: Message = {
  title: 'マーケット週報',
  subtitle: '11月17日〜24日',
  blocks: [
    { kind: 'bullets', heading: '今週のポイント', items: ['時価総額は2.98兆ドル。'.repeat(6)] },
    { kind: 'paragraph', heading: '資産別', text: '上位30銘柄指数は7.2%下落しました。'.repeat(4) },
    {
      kind: 'table',
      columns: [
        { title: '資産', align: 'left' },
        { title: '週間', align: 'right' },
      ],
      rows: [
        ['金', '−0.3%'],
        ['S&P500種', '−12.0%'],
      ],
    },
  ],
  images: [],
  footer: ['本レポートは情報提供を目的とします。'],
}

describe('a message in a terminal', () => {
  it('is no wider than the terminal, and never wider than 88 cells', () => {
    for (const [columns, widest] of [
      [40, 40],
      [200, 88],
    ] as const) {
      for (const line of renderTerminal(MESSAGE, { columns, styled: false }).split('\n')) {
        expect(widthOf(line)).toBeLessThanOrEqual(widest)
      }
    }
  })

  it('has hanging bullets and aligned columns', () => {
    const lines = renderTerminal(MESSAGE, { columns: 40, styled: false }).split('\n')
    const bullet = lines.findIndex((line) => line.startsWith('• '))
    expect(lines[bullet + 1]).toMatch(/^ {2}\S/)
    const gold = lines.find((line) => line.startsWith('金')) ?? ''
    const sp = lines.find((line) => line.startsWith('S&P')) ?? ''
    expect(widthOf(gold)).toBe(widthOf(sp))
  })

  it('is styled on request only', () => {
    expect(renderTerminal(MESSAGE, { columns: 80, styled: false })).not.toContain('\u001b')
    expect(renderTerminal(MESSAGE, { columns: 80, styled: true })).toContain('\u001b[1mマーケット週報')
  })
})
