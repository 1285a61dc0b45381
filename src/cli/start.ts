/** `start`: says where the page is and how to connect a chat, and stops on request, or where it can do no more. */
import { type Clock, within } from '#src/clock.ts'
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
    /** Of a replay; milliseconds since 1970. */
    readonly replay?: {
      readonly from: number
      readonly speed: number
      readonly first: number
      readonly last: number
    }
    /** The chat platforms that are connected, or being connected: `discord`, `telegram`. */
    readonly connected: readonly string[]
    /** Resolves where it cannot go on, with the reason. */
    readonly failed: Promise<Error>
    left(): Left
    close(): Promise<void>
  }>
  /** What the start waits for. */
  readonly waitsFor: () => string | undefined
  readonly clock: Clock
  /** Fires when the process is asked to stop. */
  readonly stop: AbortSignal
  readonly stdout: { write(text: string): void }
}

/** What is under way when the program stops. */
export interface Left {
  readonly answers: number
  readonly posts: number
}

/** Milliseconds that closing may take, before it was ready and after: a supervisor kills after ten seconds. */
const LIMITS = { starting: 4000, ready: 9000 } as const

/**
 * Ends when everything is closed again, be it that it was stopped while starting; or after a few seconds, with what was left,
 * and the caller has to end the process then. Rejects with what keeps it from starting, or from going on.
 */
export async function start(parts: StartParts): Promise<void> {
  const { words, serve, stop, stdout, waitsFor, clock } = parts
  const stopped = new Promise<void>((resolve) => {
    stop.addEventListener('abort', () => {
      stdout.write(`\n${words.say('preview:start.stopping')}\n`)
      resolve()
    })
  })
  const starting = serve(stop)
  // Until then it may take what it takes; it says what it waits for.
  const first = await Promise.race([starting, stopped])
  const serving = first ?? (await calledOff(starting, parts))
  if (serving === 'late') {
    stdout.write(`${words.say('preview:start.unwaited', { what: waitsFor() ?? '' })}\n`)
    return
  }
  if (serving) {
    if (first) stdout.write(greeting(serving, parts))
    const failure = first ? await Promise.race([stopped, serving.failed]) : undefined
    await within(clock, LIMITS.ready, serving.close())
    const { answers, posts } = serving.left()
    if (answers > 0) stdout.write(`${words.say('preview:start.leftAnswers', { answers })}\n`)
    if (posts > 0) stdout.write(`${words.say('preview:start.leftPosts', { posts })}\n`)
    if (failure) throw failure
  }
  stdout.write(`${words.say('preview:start.stopped')}\n`)
}

/** A start that was stopped: it closes what it has opened. `late` where that takes too long. */
async function calledOff(
  starting: ReturnType<StartParts['serve']>,
  { stop, clock }: Pick<StartParts, 'stop' | 'clock'>,
): Promise<Awaited<typeof starting> | 'late' | undefined> {
  const closed = starting.catch((error: unknown) => {
    if (error !== stop.reason) throw error
    return 'closed' as const
  })
  const serving = (await within(clock, LIMITS.starting, closed)) ?? 'late'
  return serving === 'closed' ? undefined : serving
}

/** Where the page is, what data it shows, and how to connect a chat. */
function greeting(
  { address, data, connected, replay }: Awaited<ReturnType<StartParts['serve']>>,
  { words, folder, role }: Pick<StartParts, 'words' | 'folder' | 'role'>,
): string {
  const day = formatFullDate(replay?.last ?? data.now, words)
  const dataLine =
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
    dataLine,
    ...(replay ? replayLines(replay, words) : []),
    '',
    ...(hints.length > 0 && role === 'all' && !replay
      ? [words.say('preview:start.connect'), ...hints, '']
      : []),
    words.say('preview:start.stop'),
  ]
  // Backticks mark what is typed as it stands; a terminal shows it without.
  return `${lines.join('\n').replaceAll('`', '')}\n`
}

function replayLines(
  { from, speed, first, last }: NonNullable<Awaited<ReturnType<StartParts['serve']>>['replay']>,
  words: Words,
): string[] {
  const days = { first: formatFullDate(first, words), last: formatFullDate(last, words) }
  return [words.say('preview:start.replay', { from, speed, ...days }), words.say('preview:start.replayOnly')]
}
