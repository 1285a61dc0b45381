/** Files that members hand over with a command, fetched from where Discord keeps them and from nowhere else. */
import type { Clock } from '#src/clock.ts'
import { ATTACHED } from '../limits.ts'

/** A file as an interaction names it. */
export interface Attached {
  readonly name: string
  /** Bytes, as Discord says. */
  readonly size: number
  readonly url: string
}

export interface TextFile {
  readonly name: string
  readonly text: string
}

/** Why a file was not read. */
export type FileFault = 'tooLarge' | 'notText' | 'unreadable'

/** Where Discord keeps what members upload. */
export const DISCORD_FILES: readonly string[] = ['https://cdn.discordapp.com', 'https://media.discordapp.net']

/** Milliseconds for the whole of a file. */
const PATIENCE = 10_000

/** The file's text (UTF-8, at most 1 MiB), or why there is none. Never rejects. */
export async function readAttached(
  { name, size, url }: Attached,
  origins: readonly string[],
  clock: Clock,
): Promise<TextFile | FileFault> {
  if (size > ATTACHED) return 'tooLarge'
  if (!origins.includes(originOf(url))) return 'unreadable'
  const controller = new AbortController()
  const cancel = clock.after(PATIENCE, () => controller.abort())
  try {
    // A redirect could lead anywhere, this machine's own network included.
    const response = await fetch(url, { redirect: 'error', signal: controller.signal })
    if (!response.ok || !response.body) return 'unreadable'
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body) {
      length += chunk.byteLength
      if (length > ATTACHED) return 'tooLarge'
      chunks.push(chunk)
    }
    const text = textIn(Buffer.concat(chunks))
    return text === undefined ? 'notText' : { name, text }
  } catch {
    return 'unreadable'
  } finally {
    cancel()
    controller.abort()
  }
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}
