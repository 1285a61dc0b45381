/** Which characters the charts' font has: what it has not would be drawn as crossed boxes. */
import { readFileSync } from 'node:fs'
import { fontPaths } from './fonts.ts'

/** Whether every character of the text can be drawn. */
export function isDrawable(text: string): boolean {
  // What has a place on every keyboard needs no look into the font.
  if (/^[\x20-\x7e]*$/.test(text)) return true
  const has = coverage()
  return [...text].every((character) => has(character.codePointAt(0) ?? 0))
}

let known: ((code: number) => boolean) | undefined

function coverage(): (code: number) => boolean {
  known ??= coverageOf(readFileSync(fontPaths()[0] ?? ''))
  return known
}

/**
 * The characters of a TrueType font, from its `cmap` table: the ranges of its subtable in format 12, which goes beyond the
 * Basic Multilingual Plane (OpenType specification, cmap). Throws an Error where the font has none.
 */
export function coverageOf(font: Buffer): (code: number) => boolean {
  const tables = font.readUInt16BE(4)
  const records = Array.from({ length: tables }, (_, index) => 12 + 16 * index)
  const record = records.find((at) => font.toString('latin1', at, at + 4) === 'cmap')
  if (record === undefined) throw new Error('the font has no table of characters')
  const cmap = font.readUInt32BE(record + 8)
  const subtables = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, index) => cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4),
  )
  const full = subtables.find((at) => font.readUInt16BE(at) === 12)
  if (full === undefined) throw new Error('the font’s table of characters is in another format')
  const ranges = Array.from({ length: font.readUInt32BE(full + 12) }, (_, index) => {
    const at = full + 16 + 12 * index
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)] as const
  })
  return (code) => ranges.some(([first, last]) => code >= first && code <= last)
}
