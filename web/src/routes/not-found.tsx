/** An address that leads nowhere: says so and leads back. */
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

const text = routesText.notFound

/** Stands where a page would be. */
export function NotFound() {
  return (
    <PageHead title={text.title} about={text.about}>
      <div style={{ paddingTop: 16 }}>
        <Button component={Link} to="/" variant="filled">
          {text.home}
        </Button>
      </div>
    </PageHead>
  )
}
