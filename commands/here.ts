/** `/here`: makes a topic of a group known, so that schedules can post to it. */
import { defineCommand } from '#src/bot/command.ts'
import { answerHere } from '#src/menus/schedules/here.ts'

export default defineCommand({
  name: 'here',
  args: {},
  permission: 'manager',
  places: ['group'],
  needs: ['topics'],
  personal: true,
  private: true,
  examples: ['/here'],
  run: (_, context) => answerHere(context),
})
