import { createContext, useContext } from 'react';
import type { EnvironmentTime } from '@/bridge/clockTypes';
import { useNow, useSecond } from './useNow';

/** The environment's clock: real time moved by an offset, or standing still. */
export interface DeskClock {
  virtual: boolean;
  frozen: boolean;
  /** Where it stands while frozen, in milliseconds. */
  frozenAt: number;
  offsetMillis: number;
}

export const realClock: DeskClock = { virtual: false, frozen: false, frozenAt: 0, offsetMillis: 0 };

export function clockOf(time: EnvironmentTime): DeskClock {
  return { virtual: time.virtual, frozen: time.frozen, frozenAt: Date.parse(time.now), offsetMillis: time.virtual ? time.offsetMillis : 0 };
}

/** What the clock shows at a moment of real time. */
export function timeOn(clock: DeskClock, real: number): number {
  return clock.frozen ? clock.frozenAt : real + clock.offsetMillis;
}

/** Whether a time of the environment is to be marked: its clock is moved, or it was when that was written. */
export function isVirtual(clock: DeskClock, then: number, real: number): boolean {
  return clock.virtual || then > real + 1_000;
}

export const DeskClockContext = createContext<DeskClock>(realClock);

/** The clock of the environment that is shown. */
export function useDeskClock(): DeskClock {
  return useContext(DeskClockContext);
}

/** The environment's present, to the second. */
export function useDeskSecond(): number {
  return timeOn(useDeskClock(), useSecond());
}

/** The environment's present, refreshed every five seconds. */
export function useDeskNow(): number {
  return timeOn(useDeskClock(), useNow());
}
