import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { i18n } from '@/i18n';

/** The editor's own words, under the English it looks them up by; $ stands for a number. */
const chinese: Record<string, string> = {
  '$ unchanged lines': '$ 行相同',
  'Control character': '控制字符',
  'Find': '查找',
  'Go to line': '转到行',
  'Replace': '替换',
  'Selection deleted': '已删除所选内容',
  'all': '全选',
  'by word': '整词',
  'close': '关闭',
  'current match': '当前匹配',
  'folded code': '已折叠的代码',
  'go': '转到',
  'match case': '区分大小写',
  'next': '下一个',
  'on line': '位于行',
  'previous': '上一个',
  'regexp': '正则表达式',
  'replace': '替换',
  'replace all': '全部替换',
  'replaced $ matches': '已替换 $ 处匹配',
  'replaced match on line $': '已替换第 $ 行的匹配',
  'to': '到',
  'unfold': '展开',
};

/** The editor speaks the language of the screen it is made for. */
export function phrases(): Extension {
  return i18n.language === 'zh-CN' ? EditorState.phrases.of(chinese) : [];
}
