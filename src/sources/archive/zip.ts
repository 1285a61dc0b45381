/** A zip with one file in it: found by its directory, unpacked within a bound, held against its own checksum. */
import { crc32, inflateRawSync } from 'node:zlib'

/** It is no zip with that one file in it, or was damaged on the way. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault'
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** Bytes of the record at the end, and the most that a comment after it can have. */
const END_SIZE = 22
const LONGEST_COMMENT = 0xffff
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1

/**
 * The bytes of the only entry, which must have this name. `limit` is the most bytes that it may have unpacked.
 * @throws ZipFault for any other content, and where the entry's CRC-32 is another (format: PKWARE APPNOTE 6.3, sections 4.3.7 to 4.3.16).
 */
export function unpackOnly(zip: Buffer, { name, limit }: { name: string; limit: number }): Buffer {
  try {
    return unpacked(zip, name, limit)
  } catch (error) {
    // A position beyond its end.
    if (error instanceof RangeError) throw new ZipFault('is cut off', { cause: error })
    throw error
  }
}

function unpacked(zip: Buffer, name: string, limit: number): Buffer {
  const end = endOf(zip)
  const entries = zip.readUInt16LE(end + 10)
  if (entries !== 1) throw new ZipFault(`has ${entries} entries`)
  const at = zip.readUInt32LE(end + 16)
  if (zip.readUInt32LE(at) !== ENTRY) throw new ZipFault('has no directory')
  const [flags, method] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)]
  const crc = zip.readUInt32LE(at + 16)
  const [packedSize, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)]
  const local = zip.readUInt32LE(at + 42)
  const names = [textAt(zip, at + 46, zip.readUInt16LE(at + 28)), localName(zip, local)]
  const other = names.find((one) => one !== name)
  if (other !== undefined) throw new ZipFault(`holds ${JSON.stringify(other.slice(0, 80))}, not ${name}`)
  if ((flags & ENCRYPTED) !== 0) throw new ZipFault('is encrypted')
  if (size > limit) throw new ZipFault(`is ${size} bytes unpacked, more than ${limit}`)
  const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  if (begin + packedSize > at) throw new ZipFault('is cut off')
  const content = contentOf(zip.subarray(begin, begin + packedSize), method, limit)
  if (content.length !== size) throw new ZipFault(`is ${content.length} bytes unpacked, not ${size}`)
  if (crc32(content) !== crc) throw new ZipFault('has another CRC-32 than it says')
  return content
}

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_SIZE - LONGEST_COMMENT)
  for (let at = zip.length - END_SIZE; at >= first; at -= 1) if (zip.readUInt32LE(at) === END) return at
  throw new ZipFault('is no zip')
}

function localName(zip: Buffer, at: number): string {
  if (zip.readUInt32LE(at) !== LOCAL) throw new ZipFault('has no entry where its directory says')
  return textAt(zip, at + 30, zip.readUInt16LE(at + 26))
}

function textAt(zip: Buffer, at: number, length: number): string {
  return zip.toString('utf8', at, at + length)
}

function contentOf(packed: Buffer, method: number, limit: number): Buffer {
  if (method === STORED) return packed
  if (method !== DEFLATED) throw new ZipFault(`is packed by method ${method}`)
  try {
    // What is said of its size may be wrong: no more than the bound is ever unpacked.
    return inflateRawSync(packed, { maxOutputLength: limit })
  } catch (error) {
    const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new ZipFault(isTooLong ? `is more than ${limit} bytes unpacked` : 'cannot be unpacked', {
      cause: error,
    })
  }
}
