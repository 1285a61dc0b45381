/** The bytes of a file as text: UTF-8, or what Japanese spreadsheets save instead. */
import { isUtf8 } from 'node:buffer'
import type { FaultCode } from './faults.ts'

/** The text and how it was written, or why the bytes are none. */
export type Decoded =
  | { readonly text: string; readonly encoding: 'UTF-8' | 'Shift_JIS' | 'UTF-16' }
  | { readonly fault: Extract<FaultCode, 'notText' | 'workbook'> }

/**
 * UTF-8; UTF-16 where a byte order mark says so; Shift_JIS (as the Encoding Standard has it, with the characters of
 * Windows-31J) where the bytes are valid in it and read as Japanese. Latin text of another encoding is valid in Shift_JIS
 * more often than not, as lone kanji among letters: it is refused, not printed as such.
 */
export function decode(bytes: Buffer): Decoded {
  if (startsWith(bytes, ZIP) || startsWith(bytes, COMPOUND)) return { fault: 'workbook' }
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    const text = decoded(bytes, bytes[0] === 0xff ? 'utf-16le' : 'utf-16be')
    return text === undefined ? { fault: 'notText' } : { text, encoding: 'UTF-16' }
  }
  // Decoding at once is several times faster than readFile's decoding in pieces.
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), encoding: 'UTF-8' }
  const text = decoded(bytes, 'shift_jis')
  return text !== undefined && readsAsJapanese(text) ? { text, encoding: 'Shift_JIS' } : { fault: 'notText' }
}

/** The first bytes of workbooks: .xlsx and .ods are ZIP files, .xls is a compound file. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/** The share of characters beyond ASCII that stand beside another one; near 1 in Japanese, near 0 in European words. */
const SIDE_BY_SIDE = 0.8

function startsWith(bytes: Buffer, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte)
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function readsAsJapanese(text: string): boolean {
  const runs = text.match(/[^\0-\x7f]+/g) ?? []
  const all = runs.reduce((sum, run) => sum + run.length, 0)
  const together = runs.reduce((sum, run) => sum + (run.length > 1 ? run.length : 0), 0)
  const script = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  // Box-drawing characters and Greek are in Shift_JIS, too: without kanji or kana it is no Japanese text.
  return together >= SIDE_BY_SIDE * all && script >= all / 2
}
