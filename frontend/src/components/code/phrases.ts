import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { i18n } from '@/i18n';
import { editorZh } from '@/i18n/zh/editor';

/** The editor's own words in the language of the screen. */
export function phrases(): Extension {
  return i18n.language === 'zh-CN' ? EditorState.phrases.of(editorZh) : [];
}
