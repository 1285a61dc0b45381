/** What `npm run brief -- --help` prints. */

export const HELP = `Makes a week's briefing from a folder of market history.

  npm run brief -- [options]

  --data sample|DIR              the history to read          (the setting KAWARABAN_DATA, else the sample)
  --week YYYY-MM-DD              the Monday that closes it    (the last on record)
  --lang ja|en|both              languages                    (both)
  --length full|compact|text     all charts, the sheet, none  (full)
  --theme dark|light             of the charts                (dark)
  --colors standard|jp|cvd       of rise and fall             (standard)
  --zone UTC|Asia/Tokyo|…        where the week is cut        (UTC)
  --sections assets,funding,…    which, in which order        (all)
  --out DIR                      where files are written      (out)

It prints the briefing, and writes <out>/<language>/briefing.md with its pictures, and <out>/briefing.json.
`
