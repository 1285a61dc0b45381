/** What Telegram takes, as numbers. Lengths are UTF-16 units of the text as it is shown, without its tags. */

export const TEXT = 4096
export const CAPTION = 1024

/** Formatted stretches of one text; further ones lose their formatting. */
export const ENTITIES = 100

/** Pictures of an album. */
export const ALBUM = { least: 2, most: 10 } as const

/** Buttons under one message; those of a row share its width, so that their words count in cells. */
export const KEYBOARD = { buttons: 100, row: 5, cells: 36, label: 64 } as const

/** What a phone shows: cells of a preformatted line, and rows before a table tires. */
export const SCREEN = { cells: 36, rows: 40 } as const

/** Of the list of commands. */
export const COMMANDS = { commands: 100, name: 32, description: 256 } as const
