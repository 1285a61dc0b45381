/** The platforms' markup read back: nothing but what the renderers write, and nothing lost. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderDiscord } from '#src/platforms/discord/render/render.ts'
import { withoutCodeMarks } from '#src/platforms/layout/clean.ts'
import { type Passage, readDiscord, readTelegram } from '#src/platforms/preview/page/markup.ts'
import { renderTelegram } from '#src/platforms/telegram/render/render.ts'

const textOf = (passages: readonly Passage[]): string =>
  passages
    .map((passage) => {
      if (passage.kind === 'quote') return textOf(passage.lines)
      return 'spans' in passage ? passage.spans.map((span) => span.text).join('') : passage.text
    })
    .join('\n')

describe('Discord’s Markdown', () => {
  it('is read as titles, headings, small print, lists, code and bold', () => {
    const read = readDiscord('## Title\n-# small\n### Head\n- one **two**\n```\na  b\n```\nplain')
    expect(read.map((passage) => passage.kind)).toEqual(['title', 'small', 'heading', 'item', 'code', 'text'])
    expect(read[3]).toMatchObject({ spans: [{ text: 'one ' }, { text: 'two', bold: true }] })
  })

  it('gives back what was escaped', () => {
    expect(textOf(readDiscord('a\\*b\\_c \\# https://example.org/a_b'))).toBe(
      'a*b_c # https://example.org/a_b',
    )
  })
})

describe('Telegram’s HTML', () => {
  it('is read as text, bold and code, and its escapes are undone once', () => {
    const read = readTelegram('<b>T &amp;amp;</b>\nx &lt;script&gt;\n\n<pre>a  &lt;b</pre>')
    expect(read[0]).toMatchObject({ spans: [{ text: 'T &amp;', bold: true }] })
    expect(textOf(read)).toBe('T &amp;\nx <script>\na  <b')
  })
})

describe('a text that went through a renderer', () => {
  const words = fc.stringMatching(/^[a-z*_<>&`#[\]()@~|\\ -]{1,60}$/).filter((text) => text.trim() !== '')

  it('is read as figures that stand out and quotations that fold', () => {
    const blocks = [
      { kind: 'facts', items: [{ text: 'BTC $1 <b>', strong: ['$1'] }] },
      { kind: 'quote', heading: '建玉', text: '枚数では+6.8%。\n続き' },
    ] as const
    const one = { title: '', blocks, images: [], footer: [] }
    const call = renderTelegram(one)[0]
    const read = call?.method === 'sendMessage' ? readTelegram(call.params.text) : []
    expect(read).toEqual([
      { kind: 'text', spans: [{ text: 'BTC ' }, { text: '$1', bold: true }, { text: ' <b>' }] },
      {
        kind: 'quote',
        lines: [
          { kind: 'text', spans: [{ text: '建玉', bold: true }, { text: '：枚数では+6.8%。' }] },
          { kind: 'text', spans: [{ text: '続き' }] },
        ],
      },
    ])
    const shown = renderDiscord(one)[0]?.body.components[0]
    expect(shown?.type === 10 && shown.content).toBe('BTC **$1** \\<b\\>\n\n**建玉**\n枚数では+6.8%。\n続き')
  })

  it('is the same when it is read back', () => {
    fc.assert(
      fc.property(words, (text) => {
        const message = { title: 'T', blocks: [{ kind: 'paragraph', text } as const], images: [], footer: [] }
        const discord = renderDiscord(message)[0]?.body.components[0]
        const shown = discord?.type === 10 ? textOf(readDiscord(discord.content)) : ''
        const call = renderTelegram(message)[0]
        const inTelegram = call?.method === 'sendMessage' ? textOf(readTelegram(call.params.text)) : ''
        expect(bare(shown)).toContain(bare(withoutCodeMarks(text)))
        expect(bare(inTelegram)).toContain(bare(withoutCodeMarks(text)))
      }),
    )
  })
})

/** Spaces are the renderers' to tidy, the joiner after @ and marks of code are theirs too. */
function bare(text: string): string {
  return text.replace(/[\s\u2060\u200b`]+/g, '')
}
