/** The whole program on a loopback Discord, with the sample as its data and pictures that cost nothing. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, serve } from '#src/app.ts'
import type { Replay } from '#src/app/replaysettings.ts'
import { type Clock, systemClock } from '#src/clock.ts'
import { readConfig } from '#src/config.ts'
import type { DiscordArgument, DiscordCommand } from '#src/platforms/discord/receive/definitions.ts'
import { eventually } from '../clock.ts'
import { openHere } from '../openhere.ts'
import { type Circumstances, commandEvent, type InteractionEvent, snowflake, typingEvent } from './events.ts'
import type { InteractionRecord } from './interactions.ts'
import { startLoopback, TOKEN } from './server.ts'
import { DEFINITION, PNG } from './session.ts'

export type Program = Awaited<ReturnType<typeof startProgram>>

/** With more settings, where they are given. */
export async function startProgram(
  settings: Readonly<Record<string, string>> = {},
  clock: Clock = systemClock,
  replay?: Replay,
) {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-discord-'))
  const loopback = await startLoopback({ clock, definition: DEFINITION })
  const log: string[] = []
  const environment = {
    KAWARABAN_DATA: 'data/sample',
    KAWARABAN_HOME: home,
    PORT: '0',
    DISCORD_TOKEN: TOKEN,
    DISCORD_API: loopback.api,
    ...settings,
  }
  const renderer = { render: () => Promise.resolve(PNG), close: () => Promise.resolve() }
  const appOf = (changes: Readonly<Record<string, string>> = {}) =>
    createApp(
      readConfig({ ...environment, ...changes }),
      {
        info: (text) => log.push(text),
        warn: (text) => log.push(`warning: ${text}`),
        error: (text) => log.push(`warning: ${text}`),
      },
      // A clock of the test passes while nothing is under way on sockets, and a thread's work is not seen there.
      {
        ...{ renderer, clock },
        ...(clock !== systemClock && { openStore: openHere }),
        ...(replay && { replay }),
      },
    )
  let app = appOf()
  let serving = await serve(app)
  // The process would end with it, and with this line.
  serving.failed.then((error) => log.push(`error: ${error.message}`))
  return {
    loopback,
    log,
    /** Where the store is. */
    home,
    /** Where the operator's pages are, with a port for them in the settings. */
    get admin(): string | undefined {
      return serving.admin
    },
    /** The commands as they were published; each sub-command as one: `schedule add`. */
    commands: (loopback.commands as readonly DiscordCommand[]).flatMap(runnable),
    /** Sends an event and waits for what the member sees. */
    async see(event: InteractionEvent): Promise<InteractionRecord> {
      const record = loopback.interact(event)
      const { type } = event
      await eventually(
        () =>
          type === 4
            ? record.acknowledged !== undefined
            : (record.original !== undefined || record.follows.length > 0) && loopback.running === 0,
        'an answer',
      )
      return record
    },
    /** Stops the program, and starts it anew with what it has kept, and these settings changed; `meanwhile` it is stopped. */
    async restart(changes: Readonly<Record<string, string>> = {}, meanwhile?: () => void): Promise<void> {
      await serving.close()
      meanwhile?.()
      app = appOf(changes)
      serving = await serve(app)
    },
    async close(): Promise<void> {
      await serving.close()
      await app.close()
      await loopback.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** What a member can run. */
export interface Runnable {
  readonly default_member_permissions?: string | null
  readonly name: string
  readonly options?: readonly DiscordArgument[]
}

function runnable({ name, options = [] }: DiscordCommand): Runnable[] {
  const inner = options.filter((option) => option.type === 1)
  if (inner.length > 0)
    return inner.map((one) => ({ name: `${name} ${one.name}`, options: one.options ?? [] }))
  return [{ name, options: options.filter((option) => option.type !== 1) }]
}

/** What is typed into the options that a command needs: what the bot itself suggests first. */
export async function neededOptions(
  { see }: Pick<Program, 'see'>,
  { name, options = [] }: Runnable,
  where: Circumstances,
): Promise<Record<string, string>> {
  const typed: Record<string, string> = {}
  for (const option of options.filter(({ required }) => required)) {
    typed[option.name] =
      option.choices?.[0]?.value ?? (await suggested({ see }, name, option.name, where))[0] ?? 'btc'
  }
  return typed
}

/** The values that are suggested for an option before anything is typed. */
export async function suggested(
  { see }: Pick<Program, 'see'>,
  command: string,
  option: string,
  where: Circumstances,
  typed = '',
  given: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { acknowledged } = await see(typingEvent(command, option, typed, where, given))
  const { choices } = acknowledged?.data as { choices: readonly { readonly value: string }[] }
  return choices.map(({ value }) => value)
}

/** Runs a command with what it needs and whatever else is given. */
export async function runCommand(
  program: Pick<Program, 'see'>,
  command: Runnable,
  where: Circumstances,
  more: Readonly<Record<string, string | boolean>> = {},
): Promise<InteractionRecord> {
  // Each by another member, as the bot asks those who ask a dozen things at once to wait.
  where = { member: snowflake(), ...where }
  const needed = await neededOptions(program, command, where)
  return program.see(commandEvent(command.name, { ...needed, ...more }, where))
}

/** What each control of an answer sends back: the ids of buttons, and the values of choices with their choice's id. */
export function controlsOf({ original, follows }: InteractionRecord): { id: string; value?: string }[] {
  const found: { id: string; value?: string }[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { type, custom_id: id, options } = value as Record<string, unknown>
    if (type === 2 && typeof id === 'string') found.push({ id })
    if (type === 3 && typeof id === 'string') {
      found.push(...(options as { value: string }[]).map((option) => ({ id, value: option.value })))
    }
    for (const child of Object.values(value)) visit(child)
  }
  for (const message of [original, ...follows]) visit(message?.body)
  return found
}
