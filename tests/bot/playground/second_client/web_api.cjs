// Calls the Web API as @slack/web-api does, and prints what came of each call as one JSON object.
const { LogLevel, WebClient } = require("@slack/web-api");

const { SLACK_API_URL, SLACK_BOT_TOKEN, CHANNEL, USER, PNG } = process.env;
const client = new WebClient(SLACK_BOT_TOKEN, {
  slackApiUrl: SLACK_API_URL,
  logLevel: LogLevel.ERROR,
});

async function main() {
  const seen = {};
  seen.identity = await client.auth.test();
  const parent = await client.chat.postMessage({ channel: CHANNEL, text: "親" });
  seen.reply = await client.chat.postMessage({
    channel: CHANNEL,
    thread_ts: parent.ts,
    text: "グルメ",
    blocks: [{ type: "section", text: { type: "mrkdwn", text: "*グルメ*" } }],
    metadata: { event_type: "answered", event_payload: { job_id: "42" } },
  });
  seen.update = await client.chat.update({ channel: CHANNEL, ts: seen.reply.ts, text: "京都" });
  await client.reactions.add({ channel: CHANNEL, timestamp: parent.ts, name: "eyes" });
  await client.reactions.remove({ channel: CHANNEL, timestamp: parent.ts, name: "eyes" });
  seen.upload = await client.filesUploadV2({
    channel_id: CHANNEL,
    thread_ts: parent.ts,
    file: Buffer.from(PNG, "base64"),
    filename: "heatmap.png",
  });
  const file = seen.upload.files[0].files[0].id;
  do {
    seen.file = await client.files.info({ file });
  } while (!Object.keys(seen.file.file.shares ?? {}).length);
  seen.thread = [];
  const pages = client.paginate("conversations.replies", {
    channel: CHANNEL,
    ts: parent.ts,
    limit: 2,
    include_all_metadata: true,
  });
  for await (const page of pages) seen.thread.push(...page.messages);
  seen.history = await client.conversations.history({ channel: CHANNEL, limit: 1 });
  seen.user = await client.users.info({ user: USER, include_locale: true });
  seen.alone = await client.chat.postEphemeral({ channel: CHANNEL, user: USER, text: "内緒" });
  seen.home = await client.views.publish({
    user_id: USER,
    view: { type: "home", blocks: [{ type: "divider" }] },
  });
  seen.refusal = await client.chat.postMessage({ channel: "C0UNKNOWN", text: "x" }).catch(
    (error) => ({ code: error.code, error: error.data.error }),
  );
  console.log(JSON.stringify(seen));
}

main();
