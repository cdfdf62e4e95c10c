import { Uri, type Webview } from "vscode";

/** The page of the preview: one script and one style sheet of our own, nothing inline, nothing from elsewhere. */
export function previewPage(webview: Webview, extension: Uri, locale: string): string {
  const out = (file: string) =>
    webview.asWebviewUri(Uri.joinPath(extension, "out", file)).toString();
  const policy = `default-src 'none'; script-src ${webview.cspSource}; style-src ${webview.cspSource}`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Clientele</title>
<link rel="stylesheet" href="${out("preview.css")}">
</head>
<body><main id="app"></main><script src="${out("preview.js")}"></script></body>
</html>`;
}
