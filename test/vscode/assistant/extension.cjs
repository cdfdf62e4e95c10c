// Calls a tool as an assistant outside the chat view does, and shows what it was told. In the chat view the same question stands
// above the tool's answer, but that needs the editor's own vendor of models: others are told "Language model unavailable".
const vscode = require("vscode");

exports.activate = ({ subscriptions }) => {
  const ask = async () => {
    const input = { query: "Customer 19" };
    const { content } = await vscode.lm.invokeTool("find_customer", {
      input,
      toolInvocationToken: undefined,
    });
    return content.map((part) => part.value).join("\n");
  };
  const show = async (text) => {
    const document = await vscode.workspace.openTextDocument({ content: text });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  };
  subscriptions.push(
    vscode.commands.registerCommand("assistant.ask", async () => {
      const answer = await ask().catch((error) => `not told: ${error.message}`);
      await show(answer);
    }),
  );
};
