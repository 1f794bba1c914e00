import { createContext, useContext } from 'react';
import type { ThemeChoice } from './theme';

interface ThemeState {
  choice: ThemeChoice;
  dark: boolean;
  setChoice: (choice: ThemeChoice) => void;
}

export const ThemeContext = createContext<ThemeState>({ choice: 'system', dark: false, setChoice: () => undefined });

export function useThemeChoice(): ThemeState {
  return useContext(ThemeContext);
}
