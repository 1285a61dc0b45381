/** Short forms of `/schedule` where commands are typed: `/pause 3` is `/schedule pause 3`. */
import { type Command, defineCommand } from '#src/bot/command.ts'
import { number } from './arguments.ts'
import { answerSchedules } from './answer.ts'

export function shortForm(name: 'pause' | 'resume' | 'skip' | 'run' | 'delete'): Command {
  return defineCommand({
    ...common,
    name,
    args: { number },
    examples: [`/${name} 3`],
    run: ({ number: one }, context) => answerSchedules({ action: name, number: one }, context),
  }) as Command
}

export function listForm(): Command {
  return defineCommand({
    ...common,
    name: 'schedules',
    args: {},
    examples: ['/schedules'],
    run: (_, context) => answerSchedules({ action: 'list' }, context),
  })
}

const common = {
  permission: 'manager',
  needs: ['typed'],
  personal: true,
  private: true,
} as const
