/** A watchlist that is changed with the alerts on it: they watch the coins that are on it now. */
import { normalise } from '#src/alerts/normalise.ts'
import type { CommandContext } from '#src/bot/command.ts'
import { ALERT_QUOTAS, WATCHLIST } from '#src/chat/alert.ts'
import type { ListChange } from '#src/chat/alertstore.ts'
import type { WatchlistChange } from '#src/chat/memory.ts'
import { RequestError } from '#src/errors.ts'
import { knownFor } from './known.ts'
import { type AlertScene, ownScene } from './scene.ts'

/** Times that it is tried while alerts are changed by somebody else. */
const TRIES = 3

/** Gives what is followed then. Throws RequestError where the alerts would watch more than one owner's may. */
export async function follow(change: WatchlistChange, context: CommandContext): Promise<readonly string[]> {
  const scene = ownScene(context)
  const { owner, store, personal } = scene
  const most = ALERT_QUOTAS.member.watches
  for (let tries = 0; tries < TRIES; tries++) {
    const lists = await listsOf(change, scene)
    const coins = await store.follow({ ...change, owner, lists, most, now: personal.now })
    if (coins === 'full') throw new RequestError('watchlist.full', { most: String(most) })
    if (coins !== 'changed') return coins
  }
  throw new RequestError('alerts.changedMeanwhile')
}

/** The alerts on the list, with what they watch of coins that are new on it. */
async function listsOf({ add = [] }: WatchlistChange, scene: AlertScene): Promise<ListChange['lists']> {
  const { owner, store, access, personal } = scene
  const before = new Set((await access.watchlist?.(owner)) ?? [])
  const added = add.filter((coin) => !before.has(coin))
  const lists: ListChange['lists'][number][] = []
  for (const alert of await store.list(owner, personal.now)) {
    const { condition, id, revision, state } = alert
    if (state === 'ended' || !('asset' in condition) || condition.asset !== WATCHLIST) continue
    lists.push({ id, revision, watches: normalise(alert, await knownFor([condition], scene, added)) })
  }
  return lists
}
