/** Rich messages: tables as tables, and the ordinary form where they cannot be. */
import { describe, expect, it } from 'vitest'
import { createRichSupport, richHtml } from '#src/platforms/telegram/render/rich.ts'
import { image, message } from '../../../support/messages.ts'

const table = {
  kind: 'table' as const,
  heading: 'Venues',
  columns: [
    { title: 'Venue', align: 'left' as const },
    { title: 'Rate', align: 'right' as const },
  ],
  rows: [['A&B <x>', '−0.01%']],
}

describe('a rich message', () => {
  it('holds headings and tables, every text escaped', () => {
    const html = richHtml(message({ title: 'Funding', blocks: [table], footer: ['No advice.'] }))
    expect(html).toContain('<h2>Funding</h2>')
    expect(html).toContain(
      '<h3>Venues</h3><table><tr><th align="left">Venue</th><th align="right">Rate</th></tr>' +
        '<tr><td align="left">A&amp;B &lt;x&gt;</td><td align="right">−0.01%</td></tr></table>',
    )
    expect(html).toContain('<footer>No advice.</footer>')
  })

  it('is none without a table, with pictures, with too many columns or rows', () => {
    expect(richHtml(message({ blocks: [{ kind: 'paragraph', text: 'It fell.' }] }))).toBeUndefined()
    expect(richHtml(message({ blocks: [table], images: [image('a')] }))).toBeUndefined()
    const columns = Array.from({ length: 21 }, () => ({ title: 'x', align: 'left' as const }))
    expect(richHtml(message({ blocks: [{ ...table, columns }] }))).toBeUndefined()
    expect(richHtml(message({ blocks: [{ ...table, columns: columns.slice(1) }] }))).toContain('<table>')
    const rows = Array.from({ length: 500 }, () => ['a', 'b'])
    expect(richHtml(message({ blocks: [{ ...table, rows }] }))).toBeUndefined()
  })

  it('is not tried again on a server that does not know it', () => {
    const rich = createRichSupport()
    rich.refused({ kind: 'refused', status: 400, text: 'Bad Request: something in this one' })
    expect(rich.works()).toBe(true)
    rich.refused({ kind: 'refused', status: 404, text: 'Not Found: method not found' })
    expect(rich.works()).toBe(false)
  })
})
