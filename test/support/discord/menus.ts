/** Menus as a member of a loopback Discord has them before them: read and clicked by what is written on them. */
import type { Passing } from '../passing.ts'
import {
  buttonEvent,
  chosenEvent,
  type Circumstances,
  commandEvent,
  formEvent,
  type InteractionEvent,
  selectEvent,
} from './events.ts'
import { type InteractionRecord, type ShownMessage, textOf } from './interactions.ts'
import type { Loopback } from './server.ts'

/** A message with its controls, or a form. */
export interface Menu {
  readonly text: string
  /** Whether only the member sees it. */
  readonly private: boolean
  readonly files: readonly string[]
  /** What stands in a file with this name. Throws where there is none. */
  fileNamed(name: string): string
  readonly controls: readonly MenuControl[]
  readonly form: { readonly id: string; readonly fields: Readonly<Record<string, string>> } | undefined
}

export interface MenuControl {
  /** 2 button, 3 choice, 6 roles, 8 channels. */
  readonly type: number
  readonly id: string
  readonly label: string
  readonly options: readonly { readonly label: string; readonly value: string }[]
}

export type Menus = ReturnType<typeof createMenus>

export function createMenus(loopback: Loopback, { until, look }: Passing) {
  const act = (event: InteractionEvent): InteractionRecord => {
    look()
    return loopback.interact(event)
  }
  const see = async (record: InteractionRecord, what: string): Promise<Menu> => {
    const settled = () =>
      record.acknowledged?.type === 9 || record.original !== undefined || record.follows.length > 0
    await until(() => settled() && loopback.running === 0, what)
    if (record.acknowledged?.type === 9) return formOf(record.acknowledged.data)
    return menuOf(record.follows.at(-1) ?? record.original)
  }
  const named = ({ controls, text }: Menu, label: string | RegExp): MenuControl => {
    const found = controls.find((one) =>
      typeof label === 'string' ? one.label === label : label.test(one.label),
    )
    if (!found) {
      throw new Error(`no ${label} among ${controls.map((one) => one.label).join(', ')} under:\n${text}`)
    }
    return found
  }
  return {
    run: (name: string, options: Readonly<Record<string, string>>, where: Circumstances): Promise<Menu> =>
      see(act(commandEvent(name, options, where)), `/${name}`),
    click: (menu: Menu, label: string | RegExp, where: Circumstances): Promise<Menu> =>
      see(act(buttonEvent(named(menu, label).id, where)), `an answer to ${label}`),
    /** Takes the option that is worded so. */
    choose(menu: Menu, label: string | RegExp, option: string | RegExp, where: Circumstances): Promise<Menu> {
      const { id, options } = named(menu, label)
      const taken = options.find((one) =>
        typeof option === 'string' ? one.label === option : option.test(one.label),
      )
      if (!taken) throw new Error(`no ${option} among ${options.map((one) => one.label).join(', ')}`)
      return see(act(selectEvent(id, taken.value, where)), `an answer to ${option}`)
    },
    /** Takes several options, channels or roles by their values. */
    pick(menu: Menu, label: string | RegExp, values: readonly string[], where: Circumstances): Promise<Menu> {
      const { type, id } = named(menu, label)
      return see(act(chosenEvent(type as 3 | 6 | 8, id, values, where)), `an answer to ${values.join()}`)
    },
    /** Sends a form off with what stands in it, but for what is typed anew. */
    fill({ form }: Menu, values: Readonly<Record<string, string>>, where: Circumstances): Promise<Menu> {
      if (!form) throw new Error('no form is open')
      const unknown = Object.keys(values).filter((name) => !(name in form.fields))
      if (unknown.length > 0) throw new Error(`the form has no ${unknown.join(', ')}`)
      return see(act(formEvent(form.id, { ...form.fields, ...values }, where)), 'an answer to a form')
    },
    /** Uses a control in whatever way it is used; a choice takes its first option. */
    touch({ type, id, options }: MenuControl, where: Circumstances): Promise<Menu> {
      const event =
        type === 2
          ? buttonEvent(id, where)
          : chosenEvent(type as 3 | 6 | 8, id, [options[0]?.value ?? where.channel ?? '1'], where)
      return see(act(event), `an answer to ${id}`)
    },
    menuOf,
  }
}

export function menuOf(message: ShownMessage | undefined): Menu {
  const controls: MenuControl[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { type, custom_id: id, label, placeholder, options = [] } = value as Record<string, unknown>
    if (typeof id === 'string') {
      controls.push({
        type: Number(type),
        id,
        label: String(label ?? placeholder),
        options: options as MenuControl['options'],
      })
    }
    for (const child of Object.values(value)) visit(child)
  }
  visit(message?.body)
  return {
    text: textOf(message),
    private: message?.private ?? false,
    files: message?.files.map(({ name }) => name) ?? [],
    fileNamed(name) {
      const file = message?.files.find((one) => one.name === name)
      if (!file) throw new Error(`there is no file ${name}`)
      return new TextDecoder().decode(file.bytes)
    },
    controls,
    form: undefined,
  }
}

function formOf(data: unknown): Menu {
  const { custom_id: id, components } = data as {
    readonly custom_id: string
    readonly components: readonly { component: { custom_id: string; value?: string } }[]
  }
  const fields = Object.fromEntries(
    components.map(({ component }) => [component.custom_id, component.value ?? '']),
  )
  return { ...menuOf(undefined), private: true, form: { id, fields } }
}
