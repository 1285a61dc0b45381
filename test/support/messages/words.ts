/** What must be readable of any message after it is rendered. */
import type { Message } from '#src/chat/message.ts'
import { cleanLine } from '#src/platforms/layout/clean.ts'

/** Every stretch of words that a reader must find again, tables up to `rows` rows. */
export function wordsIn(given: Message, rows = 40): string[] {
  const { title, subtitle = '', blocks, footer, actions, images, framed = false } = given
  // Of a frame's quotes a platform shows those that it has room for.
  const shown = framed ? blocks.filter(({ kind }) => kind !== 'quote') : blocks
  const lines = shown.flatMap((block) => {
    const heading = block.heading ?? ''
    if (block.kind === 'paragraph') return [heading, ...sentences(block.text)]
    if (block.kind === 'bullets') return [heading, ...block.items.flatMap(sentences)]
    if (block.kind === 'facts') return [heading, ...block.items.flatMap(({ text }) => sentences(text))]
    if (block.kind === 'quote') return [heading, ...sentences(block.text)]
    if (block.kind === 'fields')
      return [heading, ...block.items.flatMap(({ name, value }) => [name, ...sentences(value)])]
    const cells = block.rows.slice(0, rows).flat()
    const more = block.rows.length - rows
    // As named values, a table has no title for its names, nor for a column without values.
    const titles = block.columns.filter(
      (_, n) => n > 0 && block.rows.slice(0, rows).some((row) => cleanLine(row[n] ?? '') !== ''),
    )
    return [heading, ...titles.map(({ title }) => title), ...cells, more > 0 ? `+${more}` : '']
  })
  const questions =
    actions?.rows
      .flat()
      .flatMap((control) =>
        control.kind === 'select' && control.opener === undefined ? [control.label] : [],
      ) ?? []
  const head = given.hidesTitle && images.length > 0 ? [] : sentences(title)
  return [...head, ...sentences(subtitle), ...lines, ...footer.flatMap(sentences), ...questions]
}

/** Letters and figures with their signs, in order: what must survive whatever stands between them. */
export function skeleton(text: string): string {
  return text.toWellFormed().replace(/[^\p{L}\p{N}\p{M}\p{Emoji_Presentation}%$+−]/gu, '')
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?]\s)|(?<=[。！？])/)
}
