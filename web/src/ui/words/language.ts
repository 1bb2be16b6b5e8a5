/** In which language the page speaks: as chosen here, else as the browser prefers, else English. */

/** Every language that the whole page is written in, by its BCP 47 name. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

const KEPT_AS = 'pcu-language'

const known = (name: string | null | undefined): Language | undefined =>
  languages.find((language) => language === name?.slice(0, 2).toLowerCase())

/** What was chosen in this browser; a browser that keeps nothing has chosen nothing. */
const kept = (): string | null => {
  try {
    return localStorage.getItem(KEPT_AS)
  } catch {
    return null
  }
}

const chosen = (): Language => {
  if (typeof document === 'undefined') return 'en'
  return known(kept()) ?? navigator.languages.map(known).find((name) => name !== undefined) ?? 'en'
}

/** The language of this page, from its beginning to its end: another one is chosen by loading the page again. */
export const language: Language = chosen()

/** How numbers and dates are written: as in the region that the browser names for this language. */
export const locale: string =
  typeof document === 'undefined'
    ? language
    : (navigator.languages.find((name) => known(name) === language) ?? language)

/** The words of a room in the language of the page; each language must have every word, or it does not compile. */
export const inLanguage = <Words>(all: Readonly<Record<Language, Words>>): Words => all[language]

/** Speaks another language from now on, also at the next visit. */
export const speak = (next: Language): void => {
  try {
    localStorage.setItem(KEPT_AS, next)
  } catch {
    return
  }
  location.reload()
}
