/** Which roles of a server are still there: one that was deleted is not called, and that is said. */
import { type REST, Routes } from 'discord.js'
import type { Clock } from '#src/clock.ts'
import { attempt } from '../api.ts'

export interface Roles {
  /**
   * Asks Discord for a server's roles, unless that was done lately and the role was among them: it may be a new one. What
   * cannot be asked stays as it was known.
   */
  look(guild: string, role: string): Promise<void>
  /** Whether a role is not there, as far as is known without asking. */
  isGone(guild: string, role: string): boolean
}

/** Milliseconds for which an answer counts: long enough for all schedules of one minute. */
const KNOWN_FOR = 5 * 60_000
/** Servers that are kept; those asked for first are forgotten first. */
const KEPT = 5000

export function createRoles(rest: REST, clock: Clock): Roles {
  const known = new Map<string, { readonly ids: ReadonlySet<string>; readonly at: number }>()
  return {
    async look(guild, role) {
      const last = known.get(guild)
      if (last?.ids.has(role) && clock.now() - last.at < KNOWN_FOR) return
      const found = await attempt(() => rest.get(Routes.guild(guild)) as Promise<GuildShape>)
      if ('failure' in found) return
      known.delete(guild)
      known.set(guild, { ids: new Set(found.value.roles.map(({ id }) => id)), at: clock.now() })
      const oldest = known.keys().next().value
      if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
    },
    isGone(guild, role) {
      const ids = known.get(guild)?.ids
      return ids !== undefined && !ids.has(role)
    },
  }
}

interface GuildShape {
  readonly roles: readonly { readonly id: string }[]
}
