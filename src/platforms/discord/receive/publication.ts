/** The bot's commands made known to Discord, and only when they differ from those it knows. */
import { createHash } from 'node:crypto'
import { type REST, Routes } from 'discord.js'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { DiscordCommand } from './definitions.ts'
import { describeFailure } from '../failures.ts'
import { persist } from '../api.ts'

export interface PublicationParts {
  readonly rest: REST
  readonly clock: Clock
  readonly log: Log
  /** Takes the commands as Discord has them, with their ids. */
  readonly learn?: (commands: unknown) => void
}

/**
 * Compares a hash of what Discord has with one of what there is to be, and replaces all where they differ. Asking
 * Discord rather than remembering what was sent also mends commands that somebody else has changed.
 */
export async function publishCommands(
  application: string,
  commands: readonly DiscordCommand[],
  { rest, clock, log, learn }: PublicationParts,
  /** The server that alone has them; undefined is everywhere. */
  guild?: string,
): Promise<'published' | 'unchanged' | 'failed'> {
  const route =
    guild === undefined
      ? Routes.applicationCommands(application)
      : Routes.applicationGuildCommands(application, guild)
  const query = new URLSearchParams({ with_localizations: 'true' })
  const there = await persist(clock, () => rest.get(route, { query }))
  if ('value' in there && Array.isArray(there.value) && hashOf(there.value) === hashOf(commands)) {
    learn?.(there.value)
    return 'unchanged'
  }
  const result = await persist(clock, () => rest.put(route, { body: commands }))
  if ('value' in result) {
    learn?.(result.value)
    log.info(`published ${commands.length} commands on Discord`)
    return 'published'
  }
  log.warn(`the commands could not be published on Discord: ${describeFailure(result.failure)}`)
  return 'failed'
}

/** The same for the same commands, whatever their order and whatever else Discord says about them. */
export function hashOf(commands: readonly unknown[]): string {
  const plain = commands.map((command) => pick(command, COMMAND)).sort((a, b) => compare(a.name, b.name))
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex')
}

/** Properties that are ours, each with what Discord leaves out where it is the default. */
const CHOICE = { name: null, name_localizations: {}, value: null }
const OPTION = {
  type: null,
  name: null,
  description: null,
  description_localizations: {},
  required: false,
  autocomplete: false,
  choices: [],
  options: [],
}
const COMMAND = {
  type: 1,
  name: null,
  description: null,
  description_localizations: {},
  options: [],
  default_member_permissions: null,
  contexts: [],
  integration_types: [],
}

function pick(value: unknown, defaults: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const from = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(defaults).map(([key, otherwise]) => [key, plainOf(key, from[key] ?? otherwise)]),
  )
}

function plainOf(key: string, value: unknown): unknown {
  if (key === 'options' && Array.isArray(value)) return value.map((option) => pick(option, OPTION))
  if (key === 'choices' && Array.isArray(value)) return value.map((choice) => pick(choice, CHOICE))
  if (key === 'contexts' || key === 'integration_types') return [...(value as number[])].sort()
  if (key.endsWith('_localizations')) {
    return Object.entries(value as Record<string, string>).sort(([a], [b]) => compare(a, b))
  }
  return value
}

function compare(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : 1
}
