/** The client of the language server: a bundle of its own, loaded after the activation. */
export { LanguageClient, TransportKind } from "vscode-languageclient/node";
