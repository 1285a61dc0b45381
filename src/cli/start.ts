/** `start`: says where the page is and how to connect a chat, and stops when it is told to. */
import type { Words } from '#src/i18n/words.ts'

export interface StartParts {
  readonly words: Words
  /** The folder of history that is read. */
  readonly folder: string
  /** What this process does of the whole. */
  readonly role: string
  /** Opens everything. */
  readonly serve: () => Promise<{
    /** Of its page, where it has one. */
    readonly address: string | undefined
    readonly data: { readonly kind: string; readonly now: number }
    /** The chat platforms that are connected, or being connected: `discord`, `telegram`. */
    readonly connected: readonly string[]
    close(): Promise<void>
  }>
  /** Resolves when the process is asked to stop. */
  readonly stopped: Promise<unknown>
  readonly stdout: { write(text: string): void }
}

/** Ends when everything is closed again. Rejects with whatever keeps it from starting. */
export async function start({ words, folder, role, serve, stopped, stdout }: StartParts): Promise<void> {
  const { address, data, connected, close } = await serve()
  const day = new Intl.DateTimeFormat(words.locale === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    month: words.locale === 'ja' ? 'long' : 'short',
    day: 'numeric',
  }).format(data.now)
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
  stdout.write(`${lines.join('\n').replaceAll('`', '')}\n`)
  await stopped
  stdout.write(`\n${words.say('preview:start.stopping')}\n`)
  await close()
  stdout.write(`${words.say('preview:start.stopped')}\n`)
}
