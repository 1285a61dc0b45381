/** Which face draws a text: one that lacks a character would draw a crossed box in its place. */
import { closeSync, openSync, readSync } from 'node:fs'
import { pathsOf } from './facefiles.ts'
import { FACES, type Face, OWN_FACE } from './faces.ts'

/** Whether a face has a character, by its code point. */
export type Coverage = (code: number) => boolean

/**
 * The first face that has every character of the text, so that a name is never drawn in two designs; nothing where none
 * has. What is drawn as nothing (joiners, direction marks, variation selectors) needs no glyph; what has no meaning of
 * its own (private use, controls, halves of a character) has none.
 */
export function faceOf(text: string): Face | undefined {
  // What has a place on every keyboard needs no look into the font.
  if (/^[\x20-\x7e]*$/.test(text)) return OWN_FACE
  if (known.has(text)) return known.get(text)
  const face = found(text)
  // Names and words are few; what is typed is not.
  if (known.size >= KNOWN_MOST) known.clear()
  known.set(text, face)
  return face
}

const known = new Map<string, Face | undefined>()
const KNOWN_MOST = 5000

const MEANINGLESS = /[\p{Cc}\p{Co}\p{Cs}\p{Cn}]/u
const INVISIBLE = /\p{Cf}|[\u{FE00}-\u{FE0F}]/gu

function found(text: string): Face | undefined {
  if (MEANINGLESS.test(text)) return undefined
  const codes = Array.from(text.replace(INVISIBLE, ''), (character) => character.codePointAt(0) ?? 0)
  return FACES.find((face) => {
    const has = coverageOfFace(face)
    return codes.every(has)
  })
}

const coverages = new Map<Face, Coverage>()

function coverageOfFace(face: Face): Coverage {
  const before = coverages.get(face)
  if (before) return before
  const [path] = pathsOf(face)
  const coverage = path === undefined ? () => false : coverageOf(characterTableOf(path))
  coverages.set(face, coverage)
  return coverage
}

/** A font file cut down to its table of characters, as whole files take up to 10 MB. */
function characterTableOf(path: string): Buffer {
  const file = openSync(path, 'r')
  const read = (at: number, length: number) => {
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, at)
    return bytes
  }
  try {
    const header = read(0, 12)
    const records = read(12, 16 * header.readUInt16BE(4))
    const index = starts(records.length / 16).find((at) => records.toString('latin1', at, at + 4) === 'cmap')
    if (index === undefined) return header
    const record = Buffer.from(records.subarray(index, index + 16))
    const table = read(record.readUInt32BE(8), record.readUInt32BE(12))
    header.writeUInt16BE(1, 4)
    record.writeUInt32BE(header.length + record.length, 8)
    return Buffer.concat([header, record, table])
  } finally {
    closeSync(file)
  }
}

function starts(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 16 * index)
}

/**
 * The characters of a TrueType font, from its `cmap` table: the ranges of its subtable in format 12, which goes beyond the
 * Basic Multilingual Plane (OpenType specification, cmap). Throws an Error where the font has none.
 */
export function coverageOf(font: Buffer): Coverage {
  const tables = font.length < 6 ? 0 : font.readUInt16BE(4)
  const record = starts(tables)
    .map((at) => 12 + at)
    .find((at) => font.toString('latin1', at, at + 4) === 'cmap')
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
  return (code) => isWithin(code, ranges)
}

/** The format sorts its ranges, so half of them fall away with every look. */
function isWithin(code: number, ranges: readonly (readonly [first: number, last: number])[]): boolean {
  let [low, high] = [0, ranges.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [first, last] = ranges[middle] ?? [0, 0]
    if (code < first) high = middle - 1
    else if (code > last) low = middle + 1
    else return true
  }
  return false
}
