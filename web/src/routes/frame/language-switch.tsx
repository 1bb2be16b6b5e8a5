/** The language of the page. */
import { NativeSelect } from '@mantine/core'
import { language, languages, speak } from '../../ui/words/language.ts'
import { routesText } from '../text.ts'

/** Each language is called by its own name. */
export function LanguageSwitch() {
  return (
    <NativeSelect
      size="xs"
      aria-label={routesText.language}
      value={language}
      data={languages.map((value) => ({ value, label: routesText.languages[value] }))}
      onChange={(event) => {
        const next = languages.find((known) => known === event.currentTarget.value)
        if (next !== undefined) speak(next)
      }}
    />
  )
}
