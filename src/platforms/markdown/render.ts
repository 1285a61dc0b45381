/** A message as a Markdown document, its pictures as files beside it. */
import type { Block, Fact, Image, Message, Table } from '#src/chat/message.ts'
import { stretchesOf } from '#src/chat/strong.ts'
import { plainOf } from '#src/chat/styled.ts'

/** The whole document. Pictures are referred to as `<name>.png`. */
export function renderMarkdown(message: Message): string {
  const images = new Map(message.images.map((image) => [image.name, image]))
  const placed = new Set<string>()
  const parts = [`# ${escaped(message.title)}`]
  if (message.subtitle) parts.push(escaped(message.subtitle))
  for (const block of message.blocks) {
    parts.push(...renderBlock(block))
    const image = 'image' in block && block.image ? images.get(block.image) : undefined
    if (image) {
      parts.push(picture(image))
      placed.add(image.name)
    }
  }
  const unclaimed = message.images.filter((image) => !placed.has(image.name)).map(picture)
  if (message.picturesFirst) parts.splice(1, 0, ...unclaimed)
  else parts.push(...unclaimed)
  if (message.footer.length > 0) parts.push('---', message.footer.map(escaped).join('  \n'))
  return `${parts.join('\n\n')}\n`
}

function renderBlock(block: Block): string[] {
  const heading = block.heading ? [`## ${escaped(block.heading)}`] : []
  if (block.kind === 'paragraph')
    return [...heading, escaped(block.styled ? plainOf(block.text) : block.text)]
  if (block.kind === 'bullets')
    return [...heading, block.items.map((item) => `- ${escaped(item)}`).join('\n')]
  if (block.kind === 'facts') return [...heading, block.items.map(factLine).join('  \n')]
  if (block.kind === 'quote') return [...heading, `> ${escaped(block.text).replaceAll('\n', '\n> ')}`]
  if (block.kind === 'fields') {
    return [
      ...heading,
      block.items.map(({ name, value }) => `- **${escaped(name)}**: ${escaped(value)}`).join('\n'),
    ]
  }
  return [...heading, renderTable(block)]
}

function factLine({ text, strong = [] }: Fact): string {
  return stretchesOf(text, strong)
    .map((one) => (one.strong ? `**${escaped(one.text)}**` : escaped(one.text)))
    .join('')
}

function renderTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  const rule = `| ${columns.map((column) => (column.align === 'right' ? '---:' : '---')).join(' | ')} |`
  return [line(columns.map((column) => column.title)), rule, ...rows.map(line)].join('\n')
}

function picture(image: Image): string {
  return `![${escaped(image.alt)}](${image.name}.png)`
}

/** What Markdown would take for markup; `$` and `−` are none. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replaceAll('\n', '  \n')
}
