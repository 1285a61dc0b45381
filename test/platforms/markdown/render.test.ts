import { describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'

const image = (name: string, alt = name) => ({ name, alt, spec: {}, size: { width: 10, height: 10 } })
const message = (more: Partial<Message>): Message => ({
  title: 'T',
  blocks: [],
  images: [],
  footer: [],
  ...more,
})

describe('a document', () => {
  it('has a title, headings, bullets, paragraphs and a footer of lines', () => {
    const text = renderMarkdown(
      message({
        subtitle: 'S',
        blocks: [
          { kind: 'bullets', heading: 'Lead', items: ['a', 'b'] },
          { kind: 'paragraph', heading: 'H', text: 'one\ntwo' },
          { kind: 'paragraph', text: 'bare' },
        ],
        footer: ['f1', 'f2'],
      }),
    )
    expect(text).toBe('# T\n\nS\n\n## Lead\n\n- a\n- b\n\n## H\n\none  \ntwo\n\nbare\n\n---\n\nf1  \nf2\n')
  })

  it('shows each picture where it belongs, and those that belong nowhere at the end', () => {
    const text = renderMarkdown(
      message({
        blocks: [{ kind: 'paragraph', text: 'p', image: 'funding' }],
        images: [image('other'), image('funding')],
      }),
    )
    expect(text).toBe('# T\n\np\n\n![funding](funding.png)\n\n![other](other.png)\n')
  })

  it('refers to no picture that the message has not', () => {
    expect(renderMarkdown(message({ blocks: [{ kind: 'paragraph', text: 'p', image: 'x' }] }))).not.toContain(
      '![',
    )
  })

  it('aligns figures in tables to the right', () => {
    const table = {
      kind: 'table',
      columns: [
        { title: 'a', align: 'left' },
        { title: 'b', align: 'right' },
      ],
      rows: [['x|y', '−1.0%']],
    } as const
    expect(renderMarkdown(message({ blocks: [table] }))).toContain(
      '| a | b |\n| --- | ---: |\n| x\\|y | −1.0% |',
    )
  })

  it('escapes what would be markup, everywhere', () => {
    const text = renderMarkdown(
      message({
        title: '*T*',
        blocks: [{ kind: 'bullets', items: ['<b>_x_</b> #1 [a](b) `c`'] }],
        footer: ['a*b'],
      }),
    )
    expect(text).toContain('# \\*T\\*')
    expect(text).toContain('- \\<b\\>\\_x\\_\\</b\\> \\#1 \\[a\\](b) \\`c\\`')
    expect(text).toContain('a\\*b')
    expect(renderMarkdown(message({ images: [image('i', 'a]b')] }))).toContain('![a\\]b](i.png)')
  })

  it('leaves dollars, minus signs and per cent as they are', () => {
    expect(renderMarkdown(message({ title: '$2.98T −14.9%' }))).toBe('# $2.98T −14.9%\n')
  })
})
