/** A message as one reads it in a terminal. */
import { styleText } from 'node:util'
import type { Block, Message, Table } from '#src/chat/message.ts'
import { plainOf } from '#src/chat/styled.ts'
import { pad, widthOf } from '#src/platforms/layout/width.ts'
import { wrap } from './wrap.ts'

export interface TerminalLook {
  /** Cells in a line. */
  readonly columns: number
  /** Whether headings are set off by style, or by their place alone. */
  readonly styled: boolean
}

/** Longer lines tire the eye. */
const WIDEST = 88

/** The text of a message, ending with a line break. Pictures are not described; the caller says where they lie. */
export function renderTerminal(message: Message, look: TerminalLook): string {
  const width = Math.min(look.columns, WIDEST)
  const bold = (text: string) => (look.styled ? styleText('bold', text, { validateStream: false }) : text)
  const dim = (text: string) => (look.styled ? styleText('dim', text, { validateStream: false }) : text)
  const paragraphs = [
    [bold(message.title), ...(message.subtitle ? wrap(message.subtitle, width).map(dim) : [])],
    ...message.blocks.map((block) => [
      ...(block.heading ? [bold(block.heading)] : []),
      ...renderBlock(block, width),
    ]),
    message.footer.flatMap((line) => wrap(line, width).map(dim)),
  ]
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function renderBlock(block: Block, width: number): string[] {
  if (block.kind === 'paragraph') return wrap(block.styled ? plainOf(block.text) : block.text, width)
  if (block.kind === 'quote') return wrap(block.text, width)
  if (block.kind === 'facts') return block.items.flatMap(({ text }) => wrap(text, width))
  if (block.kind === 'bullets') {
    return block.items.flatMap((item) =>
      wrap(item, width - 2).map((line, index) => `${index === 0 ? '•' : ' '} ${line}`),
    )
  }
  if (block.kind === 'fields') {
    const widest = Math.max(0, ...block.items.map((item) => widthOf(item.name)))
    return block.items.map((item) => {
      const [first = '', ...more] = item.value.split('\n')
      return [
        `${pad(item.name, widest, 'left')}  ${first}`,
        ...more.map((line) => `${' '.repeat(widest + 2)}${line}`),
      ].join('\n')
    })
  }
  return renderTable(block)
}

/** Columns as wide as their widest cell, measured in cells so that kanji and figures line up. */
function renderTable({ columns, rows }: Table): string[] {
  const widths = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...rows.map((row) => widthOf(row[index] ?? ''))),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd()
  return [line(columns.map((column) => column.title)), ...rows.map(line)]
}
