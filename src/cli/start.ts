/** `start`: says where the page is and how to connect a chat, and stops when it is told to. */
import { formatFullDate } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'

export interface StartParts {
  readonly words: Words
  /** The folder of history that is read. */
  readonly folder: string
  /** What this process does of the whole. */
  readonly role: string
  /** Opens everything. Rejects with the signal's reason, with all closed again, when that fires meanwhile. */
  readonly serve: (stop: AbortSignal) => Promise<{
    /** Of its page, where it has one. */
    readonly address: string | undefined
    readonly data: { readonly kind: string; readonly now: number }
    /** The chat platforms that are connected, or being connected: `discord`, `telegram`. */
    readonly connected: readonly string[]
    close(): Promise<void>
  }>
  /** Fires when the process is asked to stop. */
  readonly stop: AbortSignal
  readonly stdout: { write(text: string): void }
}

/** Ends when everything is closed again, be it that it was stopped while starting. Rejects with what keeps it from starting. */
export async function start({ words, folder, role, serve, stop, stdout }: StartParts): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    stop.addEventListener('abort', () => {
      stdout.write(`\n${words.say('preview:start.stopping')}\n`)
      resolve()
    })
  })
  const serving = await serve(stop).catch((error: unknown) => {
    if (!stop.aborted || error !== stop.reason) throw error
  })
  if (serving) {
    stdout.write(greeting(serving, { words, folder, role }))
    await stopped
    await serving.close()
  }
  stdout.write(`${words.say('preview:start.stopped')}\n`)
}

/** Where the page is, what data it shows, and how to connect a chat. */
function greeting(
  { address, data, connected }: Omit<Awaited<ReturnType<StartParts['serve']>>, 'close'>,
  { words, folder, role }: Pick<StartParts, 'words' | 'folder' | 'role'>,
): string {
  const day = formatFullDate(data.now, words)
  const told =
    data.kind === 'simulated'
      ? words.say('preview:start.simulated', { day })
      : data.kind === 'live'
        ? words.say('preview:start.live', { day })
        : words.say('preview:start.recorded', { folder, day })
  const others = (['discord', 'telegram'] as const).filter((platform) => !connected.includes(platform))
  const hints = others.map((platform) => words.say(`preview:start.${platform}`))
  const lines = [
    address === undefined
      ? words.say('preview:start.role', { role })
      : words.say('preview:start.ready', { address }),
    told,
    '',
    ...(hints.length > 0 && role === 'all' ? [words.say('preview:start.connect'), ...hints, ''] : []),
    words.say('preview:start.stop'),
  ]
  // Backticks mark what is typed as it stands; a terminal shows it without.
  return `${lines.join('\n').replaceAll('`', '')}\n`
}
