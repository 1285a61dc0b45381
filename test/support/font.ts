/** Which characters the chart font can draw, read from the font's own table. */
import { readFileSync } from 'node:fs'
import { fontPaths } from '#src/charts/fonts.ts'

let known: ReadonlySet<string> | undefined

/** Characters that both weights have a glyph for (OpenType `cmap`, subtable formats 4 and 12). */
export function fontCharacters(): ReadonlySet<string> {
  if (known) return known
  const [regular, bold] = fontPaths().map((path) => charactersOf(readFileSync(path)))
  known = new Set([...(regular ?? [])].filter((character) => bold?.has(character)))
  return known
}

function charactersOf(font: Buffer): Set<string> {
  const cmap = tableOf(font, 'cmap')
  const characters = new Set<string>()
  const count = font.readUInt16BE(cmap + 2)
  for (let i = 0; i < count; i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4)
    const format = font.readUInt16BE(at)
    if (format === 4) addSegments(font, at, characters)
    if (format === 12) addGroups(font, at, characters)
  }
  return characters
}

function tableOf(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4)
  for (let i = 0; i < count; i++) {
    const entry = 12 + i * 16
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8)
  }
  throw new Error(`the font has no table ${tag}`)
}

function addSegments(font: Buffer, at: number, characters: Set<string>): void {
  const doubled = font.readUInt16BE(at + 6)
  for (let i = 0; i < doubled; i += 2) {
    const end = font.readUInt16BE(at + 14 + i)
    const start = font.readUInt16BE(at + 16 + doubled + i)
    for (let code = start; code <= end && code < 0xffff; code++) characters.add(String.fromCodePoint(code))
  }
}

function addGroups(font: Buffer, at: number, characters: Set<string>): void {
  const count = font.readUInt32BE(at + 12)
  for (let i = 0; i < count; i++) {
    const group = at + 16 + i * 12
    const end = font.readUInt32BE(group + 4)
    for (let code = font.readUInt32BE(group); code <= end; code++) characters.add(String.fromCodePoint(code))
  }
}
