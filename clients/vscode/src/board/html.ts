export interface PageParts {
  readonly nonce: string;
  /** The webview's own source, for the policy. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  readonly language: string;
  readonly title: string;
}

/** The page around the board: one script, one style sheet, and nothing from anywhere else. */
export function boardPage({ nonce, source, script, style, language, title }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; font-src ${source}; img-src ${source} data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main><p id="away" role="status" hidden></p><as-board></as-board></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
