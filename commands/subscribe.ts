/** `/subscribe`: the weekly briefing, the daily or a topic in the member's own private chat; bare: what comes there. */
import { choice, optional, text } from '#src/bot/arguments.ts'
import { type Command, defineCommand } from '#src/bot/command.ts'
import { time, tried, weekday } from '#src/menus/schedules/arguments.ts'
import { contentsOf } from '#src/menus/schedules/plan.ts'
import { suggestOptions } from '#src/menus/schedules/suggestoptions.ts'
import { answerSubscribe } from '#src/menus/subscriptions/answer.ts'
import { onSubscribeClick } from '#src/menus/subscriptions/clicks.ts'

export default (others: readonly Command[]) =>
  defineCommand({
    name: 'subscribe',
    args: {
      what: tried(optional(choice(contentsOf(others), { also: { weekly: ['brief'] } }))),
      day: tried(weekday),
      time: tried(time),
      options: text({ optional: true, suggest: suggestOptions(others) }),
    },
    needs: ['post'],
    personal: true,
    private: true,
    examples: ['/subscribe', '/subscribe weekly', '/subscribe daily', '/subscribe funding fri 18:00'],
    run: (typed, context) => answerSubscribe(typed, context),
    onClick: onSubscribeClick,
  })
