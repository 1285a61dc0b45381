/** `/schedule`: what is posted here by itself, and when; set up in menus, or in one line. */
import { POST_LANGUAGES } from '#src/i18n/locale.ts'
import { channel, choice, file, optional, text } from '#src/bot/arguments.ts'
import { type Command, defineCommand } from '#src/bot/command.ts'
import { number, time, tried, weekday, zone } from '#src/menus/schedules/arguments.ts'
import { suggestOptions } from '#src/menus/schedules/suggestoptions.ts'
import { ACTIONS, answerSchedules } from '#src/menus/schedules/answer.ts'
import { contentsOf } from '#src/menus/schedules/plan.ts'
import { suggestSections } from '#src/bot/arguments/sections.ts'
import { formOfSchedules, onSchedulesClick } from '#src/menus/schedules/clicks.ts'

const NEW = ['what', 'day', 'time', 'timezone', 'language', 'channel', 'sections', 'options']
const ONE = ['number']

export default (others: readonly Command[]) =>
  defineCommand({
    name: 'schedule',
    args: {
      action: optional(choice(ACTIONS)),
      number: { ...number, takesRest: false },
      what: tried(optional(choice(contentsOf(others), { also: { weekly: ['brief'] } }))),
      day: tried(weekday),
      time: tried(time),
      timezone: tried(zone),
      language: tried(optional(choice(POST_LANGUAGES))),
      channel: channel(),
      sections: text({ optional: true, takesRest: false, suggest: suggestSections }),
      options: text({ optional: true, suggest: suggestOptions(others) }),
      file: file(),
    },
    permission: 'manager',
    personal: true,
    private: true,
    subcommands: {
      argument: 'action',
      args: {
        ...{ list: [], add: NEW, edit: ONE, pause: ONE, resume: ONE, skip: ONE, run: ONE, test: ONE },
        ...{ clone: ONE, delete: ONE, history: ONE, export: [], import: ['file'] },
      },
    },
    examples: [
      '/schedule',
      '/schedule add',
      '/schedule weekly mon 09:30 Asia/Tokyo ja',
      '/schedule daily 09:30',
      '/schedule skip 3',
    ],
    run: ({ timezone, ...said }, context) => answerSchedules({ ...said, zone: timezone }, context),
    onClick: onSchedulesClick,
    form: formOfSchedules,
  })
