/** What Discord takes, as numbers. */

/** Of one message with components (flag `IS_COMPONENTS_V2`). */
export const MESSAGE = {
  /** Characters of all text displays together. */
  text: 4000,
  /**
   * Bytes (UTF-8) of all strings with twelve more for each component. Discord answers 500 somewhat above (10,170 bytes
   * of text were measured, discord/discord-api-docs#8554), which 4,000 Japanese characters would reach.
   */
  bytes: 9800,
  /** Components, nested ones included; the options of a choice are none. */
  components: 40,
  attachments: 10,
} as const

/** Bytes that a file may have where no interaction says otherwise: 10 MiB. */
export const FILE_LIMIT = 10 * 1024 * 1024

/** Characters of a nonce, and of a thread's name. */
export const NONCE = 25
export const THREAD_NAME = 100

/** Of one row of controls: so many buttons, or one choice. */
export const ROW = { buttons: 5 } as const

export const SELECT = { options: 25, option: 100, placeholder: 150 } as const

/** Of a form: characters of its title and of a field's label, placeholder and text. */
export const FORM = { fields: 5, title: 45, label: 45, placeholder: 100, value: 4000 } as const

/** Bytes of a file that a member hands over with a command. */
export const ATTACHED = 1024 * 1024

/** Characters of a button's words. */
export const LABEL = 80

/** Characters of a picture's description. */
export const ALT = 1024

/** What a phone shows: cells of a code block's line, and rows before a table tires. */
export const SCREEN = { cells: 38, rows: 40 } as const

/** Of an application command; `total` counts names, descriptions and values, the longest language each. */
export const COMMAND = {
  commands: 100,
  name: 32,
  description: 100,
  options: 25,
  choices: 25,
  choice: 100,
  total: 8000,
} as const
