/** Dark, light, or as the system says. */
import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { uiText } from './text.ts'

const next: Record<MantineColorScheme, MantineColorScheme> = { dark: 'light', light: 'auto', auto: 'dark' }
const icons = { dark: IconMoon, light: IconSun, auto: IconDeviceDesktop }

/** One button that goes round the three. */
export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = icons[colorScheme]
  const label = uiText.themeSwitch(uiText.theme[colorScheme], uiText.theme[next[colorScheme]])
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(next[colorScheme])}
    >
      <Icon size={18} aria-hidden="true" />
    </ActionIcon>
  )
}
