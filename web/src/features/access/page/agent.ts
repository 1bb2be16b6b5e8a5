/** What a browser says of itself, in words: no version, no engine, none of the names that it goes by for others. */

/** What was recognised; null where nothing was. */
export interface Agent {
  readonly browser: string | null
  readonly system: string | null
}

type Names = readonly (readonly [RegExp, string])[]

/** In this order: each one also names those after it. */
const browsers: Names = [
  [/\bEdg(?:e|A|iOS)?\//u, 'Edge'],
  [/\b(?:OPR|Opera)\b/u, 'Opera'],
  [/\bSamsungBrowser\//u, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|Chromium|CriOS)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
  [/^curl\//u, 'curl']
]

const systems: Names = [
  [/\biPhone\b/u, 'iPhone'],
  [/\biPad\b/u, 'iPad'],
  [/\bAndroid\b/u, 'Android'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bWindows\b/u, 'Windows'],
  [/\bMac(?: OS X|intosh)/u, 'macOS'],
  [/\bLinux\b/u, 'Linux']
]

const named = (text: string, names: Names): string | null => names.find(([mark]) => mark.test(text))?.[1] ?? null

/** Reads the text that browsers send as User-Agent. */
export const agentOf = (text: string): Agent => ({ browser: named(text, browsers), system: named(text, systems) })
