import type { TFunction } from 'i18next';
import { labKinds } from '@/bridge/types';
import type { LabKind } from '@/bridge/types';

export const schedules = ['none', 'production', 'compressed', 'adyen', 'stripe', 'stripe_sandbox'] as const;

export type Schedule = (typeof schedules)[number];

export function isSchedule(value: string): value is Schedule {
  return (schedules as readonly string[]).includes(value);
}

export function isLabKind(value: string): value is LabKind {
  return (labKinds as readonly string[]).includes(value);
}

/** What a schedule is called; one this build does not know keeps its own name. */
export function scheduleName(t: TFunction, schedule: string): string {
  return isSchedule(schedule) ? t(`delivery.schedule.${schedule}`) : schedule;
}

const marks = ['under_way', 'interrupted', 'repeat', 'copy', 'as_it_was'] as const;

/** What a mark of an attempt says; those of the Delivery Lab carry its fault. */
export function markName(t: TFunction, mark: string): string {
  const known = marks.find((one) => one === mark);
  if (known) return t(`delivery.mark.${known}`);
  const kind = mark.replace(/^lab:/, '');
  return isLabKind(kind) ? t('delivery.labMark', { fault: t(`lab.kind.${kind}`) }) : mark;
}
