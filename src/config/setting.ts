/** A setting: what the operators' guide says of it, and what the program reads. */

export interface Setting {
  /** The environment variable. */
  readonly name: string
  readonly meaning: string
  readonly example: string
  readonly default: string
  /** May also be read from a file that `<name>_FILE` names, and is struck out of every log. */
  readonly secret?: true
}
