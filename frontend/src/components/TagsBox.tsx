import { Select } from 'antd';
import type { SelectProps } from 'antd';

/** A box for words that are typed, each a tag. There is no list to open, so there is no arrow either; null would bring it back. */
export function TagsBox(props: Omit<SelectProps<string[]>, 'mode' | 'open' | 'suffix'>) {
  return <Select<string[]> {...props} mode="tags" open={false} suffix={false} />;
}
