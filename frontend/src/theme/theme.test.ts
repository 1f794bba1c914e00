import { theme } from 'antd';
import { describe, expect, it } from 'vitest';
import { themeFor } from './theme';

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

describe.each([['light', false], ['dark', true]] as const)('danger in the %s theme', (_, isDark) => {
  const config = themeFor(isDark, true);
  const token = theme.getDesignToken(config);
  const states = { still: token.colorError, hover: token.colorErrorHover, pressed: token.colorErrorActive };

  it('reads on what it stands on, whatever the pointer does', () => {
    for (const [state, colour] of Object.entries(states)) {
      for (const ground of [token.colorBgContainer, token.colorBgElevated, token.colorBgLayout]) {
        expect(contrast(colour, ground), `${state}, ${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('bears the text of a red button and of a red menu entry', () => {
    for (const [state, colour] of Object.entries(states)) {
      expect(contrast(colour, config.components?.Button?.dangerColor ?? ''), state).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(token.colorError, config.components?.Dropdown?.colorTextLightSolid ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it('shows that the pointer is there', () => {
    expect(new Set(Object.values(states)).size).toBe(3);
  });
});
