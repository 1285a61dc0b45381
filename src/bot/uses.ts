/** What commands are for: the groups in which `/help` and the page list them. */
import { topicsFirst } from './request/find.ts'
import type { Command } from './command.ts'

/** In the order of the overview. */
export const USES = ['market', 'briefing', 'team', 'own', 'about'] as const
export type Use = (typeof USES)[number]

export function useOf({ use, permission, personal, momentary }: Command): Use {
  if (use !== undefined) return use
  if (permission === 'manager') return 'team'
  if (permission === 'owner') return 'about'
  if (momentary === true) return 'about'
  return personal === true ? 'own' : 'market'
}

/** The commands by their use, without the uses that none is for; topics stand in the recap's order. */
export function byUse(
  commands: readonly Command[],
): readonly { readonly use: Use; readonly of: readonly Command[] }[] {
  const ordered = topicsFirst(commands.map(({ name }) => name)).flatMap(
    (name) => commands.find((one) => one.name === name) ?? [],
  )
  const groups = USES.map((use) => ({ use, of: ordered.filter((one) => useOf(one) === use) }))
  return groups.filter(({ of }) => of.length > 0)
}
