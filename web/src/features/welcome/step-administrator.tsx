/** Who gets in: settled at the door, and shown here as done. */
import { IconCircleCheck } from '@tabler/icons-react'
import { useAccess } from '../../api/use-access.ts'
import { Card } from '../../ui/card.tsx'
import { welcomeText } from './text.ts'
import classes from './welcome.module.css'

const text = welcomeText.administrator

export function StepAdministrator() {
  const { data } = useAccess()
  const mode = data?.mode ?? 'password'
  return (
    <Card title={welcomeText.steps.administrator}>
      <div className={classes.body}>
        <p className={classes.proven}>
          <IconCircleCheck size={18} aria-hidden="true" />
          <bdi>{mode === 'password' ? text.password(data?.name ?? 'admin') : text[mode]}</bdi>
        </p>
        {mode === 'password' ? <p className={classes.soft}>{text.others}</p> : null}
      </div>
    </Card>
  )
}
