import { describe, expect, expectTypeOf, it } from 'vitest'
import { asset, assets, choice, flag, text, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import type { Asset } from '#src/market/asset.ts'
import type { Week } from '#src/market/week.ts'

describe('defineCommand', () => {
  it('hands each argument’s own type to run', () => {
    const command = defineCommand({
      name: 'types',
      args: {
        asset: asset({ default: 'bitcoin' }),
        scope: asset({ also: ['total'] }),
        list: assets({ most: 6 }),
        window: choice(['7d', '30d'], { default: '30d' }),
        week: week(),
        term: text(),
        note: text({ optional: true }),
        file: flag(),
      },
      examples: [],
      run(args) {
        expectTypeOf(args.asset).toEqualTypeOf<Asset>()
        expectTypeOf(args.scope).toEqualTypeOf<Asset | 'total'>()
        expectTypeOf(args.list).toEqualTypeOf<readonly Asset[]>()
        expectTypeOf(args.window).toEqualTypeOf<'7d' | '30d'>()
        expectTypeOf(args.week).toEqualTypeOf<Week>()
        expectTypeOf(args.term).toEqualTypeOf<string>()
        expectTypeOf(args.note).toEqualTypeOf<string | undefined>()
        expectTypeOf(args.file).toEqualTypeOf<boolean>()
        // @ts-expect-error an argument that the command has not
        args.nothing
        return { kind: 'message', message: { title: '', blocks: [], images: [], footer: [] } }
      },
    })
    expect(command.name).toBe('types')
  })

  it('takes no default that is not among the choices', () => {
    // @ts-expect-error 90d is no choice
    expect(choice(['7d', '30d'], { default: '90d' }).kind).toBe('choice')
  })
})
