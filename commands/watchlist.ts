/** `/watchlist`: the coins that a member follows, shown, added to and removed from. */
import { choice, optional, text } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { answerWatchlist, onWatchlistClick, suggestFollowed } from '#src/menus/watchlist.ts'

export default defineCommand({
  name: 'watchlist',
  args: {
    action: optional(choice(['show', 'add', 'remove'])),
    coins: text({ optional: true, suggest: suggestFollowed }),
  },
  personal: true,
  private: true,
  subcommands: { argument: 'action', args: { show: [], add: ['coins'], remove: ['coins'] } },
  examples: ['/watchlist', '/watchlist add btc eth', '/watchlist remove eth'],
  run: ({ action, coins }, context) => answerWatchlist(action, coins, context),
  onClick: onWatchlistClick,
})
