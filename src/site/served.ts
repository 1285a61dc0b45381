/** The files of the site as they are sent: read and packed once, and kept while they are asked for. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type Encoding, encodingIn, pack } from '#src/http.ts'

export interface Served {
  readonly bytes: Buffer
  readonly type: string
  readonly hash: string
  packed(encoding: Encoding): Promise<Buffer>
}

export interface Files {
  /** The file of an address, or the page in its folder; undefined where there is none. */
  find(path: string): Promise<Served | undefined>
}

/** Bytes that are kept, packed ones too. */
const KEPT = 32 * 1024 * 1024

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
}

interface Kept {
  readonly served: Served
  /** Another where the file is another. */
  readonly version: string
  size: number
}

/** The least recently asked for give way. */
export function createFiles(folder: string, most = KEPT): Files {
  const known = new Map<string, Kept>()
  let total = 0
  const grow = (file: string, kept: Kept, size: number) => {
    if (known.get(file) !== kept) return
    kept.size += size
    total += size
    for (const [oldest, { size: freed }] of known) {
      if (total <= most || oldest === file) break
      known.delete(oldest)
      total -= freed
    }
  }
  const read = async (file: string): Promise<Served | undefined> => {
    const about = await stat(file).catch(() => undefined)
    if (!about?.isFile()) return undefined
    const version = `${about.mtimeMs} ${about.size}`
    const before = known.get(file)
    known.delete(file)
    if (before?.version === version) {
      known.set(file, before)
      return before.served
    }
    total -= before?.size ?? 0
    const bytes = await readFile(file).catch(goneOrThrow)
    // It was withdrawn since it was looked for.
    if (!bytes) return undefined
    const served = servedOf(file, bytes, (size) => grow(file, kept, size))
    const kept: Kept = { served, version, size: 0 }
    total -= known.get(file)?.size ?? 0
    known.set(file, kept)
    grow(file, kept, bytes.length)
    return served
  }
  return {
    async find(path) {
      const file = join(folder, path)
      return (await read(file)) ?? (await read(join(file, 'index.html')))
    },
  }
}

function goneOrThrow(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}

/** `onPacked` hears of bytes that are kept beside those of the file. */
function servedOf(file: string, bytes: Buffer, onPacked: (size: number) => void): Served {
  const packed = new Map<Encoding, Promise<Buffer>>()
  return {
    bytes,
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    packed(encoding) {
      const before = packed.get(encoding)
      if (before) return before
      const making = pack(encoding, bytes)
      packed.set(encoding, making)
      making.then(({ length }) => onPacked(length)).catch(() => packed.delete(encoding))
      return making
    },
  }
}

/** How a reader takes a file, by `Accept-Encoding`; pictures are compressed already. */
export function encodingOf(accepted: string | undefined, { type, bytes }: Served): Encoding | undefined {
  return type === 'image/png' || bytes.length < 1024 ? undefined : encodingIn(accepted)
}
