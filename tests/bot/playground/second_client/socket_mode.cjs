// Listens as @slack/socket-mode does: acknowledges everything, prints each thing as a line of JSON.
const { LogLevel, SocketModeClient } = require("@slack/socket-mode");

const client = new SocketModeClient({
  appToken: process.env.SLACK_APP_TOKEN,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});
const print = (kind, fields) => console.log(JSON.stringify({ kind, ...fields }));

client.on("connected", () => print("connected", {}));
client.on("slack_event", async ({ ack, type, body, retry_num: retries, envelope_id: id }) => {
  await ack(type === "slash_commands" ? { text: "受け付けました" } : undefined);
  print(type, { body, retries: retries ?? null, has_id: Boolean(id) });
});
process.stdin.on("end", () => process.exit()).resume();
client.start();
