/** `/mychats`: the groups and channels that a member manages, each with its menus, in the private chat. */
import { defineCommand } from '#src/bot/command.ts'
import { chatsOf, pressChats } from '#src/bot/schedules/start.ts'

export default defineCommand({
  name: 'mychats',
  args: {},
  places: ['private'],
  platforms: ['telegram'],
  personal: true,
  examples: ['/mychats'],
  run: (_, context) => chatsOf(context),
  press: pressChats,
})
