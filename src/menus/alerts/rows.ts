/** The controls of an alert in the making: save, change, how it repeats, where it goes. */
import type { Control } from '#src/chat/action.ts'
import { HOLDS, isMinutely } from '#src/bot/alerts/manner.ts'
import { printSpan } from '#src/bot/alerts/print.ts'
import { can } from '#src/chat/platform.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { button, select } from './controls.ts'
import { describeHold, describeRepeat } from './describe.ts'
import { formNamed } from './forms.ts'
import type { KeptDraft } from './draft.ts'
import { type AlertScene, hasOthers } from './scene.ts'

type Rows = readonly (readonly Control[])[]

const REPEATS = [
  { kind: 'once' },
  ...[HOUR, 4 * HOUR, 8 * HOUR, DAY, 7 * DAY].map((gap) => ({ kind: 'each' as const, gap })),
  ...[4 * HOUR, DAY].map((gap) => ({ kind: 'remind' as const, gap })),
] as const
const DAYS = [7, 30, 90, 365]

export function rowsOf(kept: KeptDraft, scene: AlertScene): Rows {
  if (kept.screen === 'manner') return mannerRows(kept, scene)
  if (kept.screen === 'where') return whereRows(kept, scene)
  const { words } = scene
  const form = formNamed('change', kept.draft, scene)
  const change = { ...button('change', words.say('alerts:buttons.change')), ...(form && { form }) }
  return [
    [button('save', words.say('alerts:buttons.save'), 'main'), change],
    [
      button('screen=manner', words.say('alerts:buttons.repeat')),
      ...(hasOthers(scene) && !kept.edits ? [button('screen=where', words.say('alerts:buttons.where'))] : []),
      button('cancel', words.say('alerts:buttons.cancel')),
    ],
  ]
}

function mannerRows({ draft }: KeptDraft, scene: AlertScene): Rows {
  const { words, personal } = scene
  const { condition, repeat, hold, silent } = draft
  const name = (one: (typeof REPEATS)[number]) =>
    one.kind === 'once' ? 'repeat=once' : `repeat=${one.kind}.${printSpan(one.gap)}`
  const chosen = repeat.kind === 'once' ? 'repeat=once' : `repeat=${repeat.kind}.${printSpan(repeat.gap)}`
  return [
    [
      select(
        words.say('alerts:fields.repeat'),
        REPEATS.map((one) => [name(one), describeRepeat(one, words)]),
        chosen,
      ),
    ],
    ...(isMinutely(condition)
      ? [
          [
            select(
              words.say('alerts:fields.hold'),
              Object.entries(HOLDS).map(([one, length]) => [`hold=${one}`, describeHold(length, words)]),
              `hold=${printSpan(hold)}`,
            ),
          ],
        ]
      : []),
    [
      select(
        words.say('alerts:fields.until'),
        DAYS.map((days) => [`days=${days}`, words.say('alerts:conditions.spans.days', { count: days })]),
        undefined,
      ),
    ],
    [
      ...(can(personal.request.platform, 'silent')
        ? [{ ...button(`silent=${!silent}`, words.say('alerts:buttons.silent')), active: silent }]
        : []),
      button('screen=main', words.say('alerts:buttons.back')),
    ],
  ]
}

function whereRows({ draft }: KeptDraft, { words }: AlertScene): Rows {
  return [
    [
      { ...button('where=me', words.say('alerts:where.me')), active: !draft.here },
      { ...button('where=here', words.say('alerts:buttons.here')), active: draft.here },
    ],
    [button('screen=main', words.say('alerts:buttons.back'))],
  ]
}
