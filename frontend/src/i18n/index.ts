import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import { zh } from './zh';

export type Language = 'en' | 'zh-CN';

const storageKey = 'antomdesk.language';

/** The saved language, else the system's: Chinese for any zh, English for the rest. */
export function initialLanguage(saved: string | null, system: string): Language {
  if (saved === 'en' || saved === 'zh-CN') return saved;
  return system.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function mark(language: string): void {
  document.documentElement.lang = language;
  dayjs.locale(language.toLowerCase()); // of the calendars
}

export const i18n = i18next.createInstance();

i18n.on('languageChanged', mark);

void i18n.use(initReactI18next).init({
  lng: initialLanguage(localStorage.getItem(storageKey), navigator.language),
  fallbackLng: 'en',
  resources: { en: { translation: en }, 'zh-CN': { translation: zh } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

export function setLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  void i18n.changeLanguage(language);
}
