/** Mantine in our colours; everything else of the look stands in tokens.css. */
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const mint: MantineColorsTuple = [
  '#e7fbf5',
  '#c9f4e7',
  '#9be9d2',
  '#66dcb9',
  '#3dcfa5',
  '#22b88e',
  '#139a76',
  '#0d7d60',
  '#0a6a52',
  '#07493a'
]

export const theme = createTheme({
  primaryColor: 'mint',
  primaryShade: { light: 8, dark: 4 },
  colors: { mint },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 8,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  cursorType: 'pointer'
})
