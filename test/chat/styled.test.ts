/** What people write with a little markup: what stands out, what leads somewhere, and what stays as it was typed. */
import { describe, expect, it } from 'vitest'
import { otherAddresses, plainOf, spansOf } from '#src/chat/styled.ts'
import { escapeMarkdown, textOf } from '#src/platforms/discord/render/markdown.ts'
import { styledHtml } from '#src/platforms/telegram/render/html.ts'

const discord = (text: string) => textOf([{ passages: [{ style: 'styled', text }] }])

describe('styled text', () => {
  it('has bold, italic and links, one within the other', () => {
    expect(spansOf('今週は**CPI**に注目。*軽め*の [一覧](https://example.com/a_b)')).toEqual([
      { text: '今週は' },
      { text: 'CPI', bold: true },
      { text: 'に注目。' },
      { text: '軽め', italic: true },
      { text: 'の ' },
      { text: '一覧', url: 'https://example.com/a_b' },
    ])
    expect(spansOf('**太い*斜め*字**')).toEqual([
      { text: '太い', bold: true },
      { text: '斜め', bold: true, italic: true },
      { text: '字', bold: true },
    ])
  })

  it('links an address alone up to its end', () => {
    expect(spansOf('詳細はhttps://example.com/x。以上')).toEqual([
      { text: '詳細は' },
      { text: 'https://example.com/x', url: 'https://example.com/x' },
      { text: '。以上' },
    ])
  })

  it('leaves marks that are not closed, snake_case and other addresses as they were typed', () => {
    for (const text of [
      '2 * 3 * 4',
      '**開いたまま',
      'open_interest_usd',
      '[x](http://example.com)',
      '[x](javascript:alert)',
    ])
      expect(plainOf(text)).toBe(text)
    expect(otherAddresses('http://a.example, ftp://b.example と https://c.example')).toEqual([
      'http://a.example,',
      'ftp://b.example',
    ])
  })

  it('reads the same without marks, an address after its words', () => {
    expect(plainOf('**CPI**の[一覧](https://example.com)')).toBe('CPIの一覧 (https://example.com)')
  })

  it('never calls anybody', () => {
    const calls = '@everyone <@123> <@&4> <#5> @sato </price:6>'
    expect(discord(calls)).toBe(escapeMarkdown(calls))
    expect(discord(calls)).not.toMatch(/(?<!\\)<[@#/]/u)
    expect(styledHtml(calls)).not.toMatch(/@\w|<[@#/]/u)
  })

  it('is written for both platforms, with nothing of the text taken for their own markup', () => {
    const text = '# **太字** ~~線~~ [a*b](https://example.com/?a=1&b="2)'
    expect(discord('# **太字** ~~線~~')).toBe('\\# **太字** \\~\\~線\\~\\~')
    expect(discord('[a](https://example.com/?a=1&b=2)')).toBe('[a](https://example.com/?a=1&b=2)')
    expect(styledHtml('<b>[a](https://example.com/?a=1&b=2)')).toBe(
      '&lt;b&gt;<a href="https://example.com/?a=1&amp;b=2">a</a>',
    )
    expect(styledHtml(text)).not.toMatch(/="[^"]*"[^>]/u)
  })
})
