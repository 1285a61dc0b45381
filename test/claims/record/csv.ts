/** Comma-separated values as RFC 4180 has them: quoted fields, doubled quotes, either line ending. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row by the names of its columns; an empty cell is absent. */
export type Row = Readonly<Record<string, string | undefined>>

/** The rows of a file of a folder; none where the file is absent. */
export function rowsOf(folder: string, file: string): Row[] {
  const path = join(folder, file)
  if (!existsSync(path)) return []
  const [header = [], ...lines] = fieldsOf(readFileSync(path, 'utf8').replace(/^\uFEFF/u, ''))
  return lines
    .filter((line) => line.length === header.length)
    .map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] || undefined])))
}

/** Fields line by line. Blank lines are left out. */
export function fieldsOf(text: string): string[][] {
  if (!text.includes('"')) {
    return text
      .split('\n')
      .map((line) => line.replace(/\r$/u, ''))
      .filter((line) => line !== '')
      .map((line) => line.split(','))
  }
  const lines: string[][] = []
  let [line, field, quoted] = [[] as string[], '', false]
  const endField = () => {
    line.push(field)
    field = ''
  }
  const endLine = () => {
    endField()
    if (line.length > 1 || line[0] !== '') lines.push(line)
    line = []
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (quoted) {
      if (character !== '"') field += character
      else if (text[at + 1] === '"') {
        field += '"'
        at++
      } else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',') endField()
    else if (character === '\n') endLine()
    else if (character !== '\r') field += character
  }
  if (field !== '' || line.length > 0) endLine()
  return lines
}
