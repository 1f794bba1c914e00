const scanner = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Indents JSON without touching a single literal: 1.0 stays 1.0, long numbers keep every digit and
 * escapes stay as sent. Undefined when the text is not JSON.
 */
export function prettyJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = text.match(scanner) ?? [];
  const lines: string[] = [];
  let depth = 0;
  const newline = () => lines.push(`\n${'  '.repeat(depth)}`);
  tokens.forEach((token, index) => {
    switch (token) {
      case '{':
      case '[':
        lines.push(token);
        if (isEnd(tokens[index + 1])) return;
        depth += 1;
        newline();
        return;
      case '}':
      case ']':
        if (!isStart(tokens[index - 1])) {
          depth -= 1;
          newline();
        }
        lines.push(token);
        return;
      case ',':
        lines.push(token);
        newline();
        return;
      case ':':
        lines.push(': ');
        return;
      default:
        lines.push(token);
    }
  });
  return lines.join('');
}

function isStart(token: string | undefined): boolean {
  return token === '{' || token === '[';
}

function isEnd(token: string | undefined): boolean {
  return token === '}' || token === ']';
}
