// Exchanges a code for a bot token as @slack/web-api does, and tries the token.
const { WebClient } = require("@slack/web-api");

const { SLACK_API_URL, CLIENT_ID, CLIENT_SECRET, CODE } = process.env;

async function main() {
  const options = { slackApiUrl: SLACK_API_URL };
  const access = await new WebClient(undefined, options).oauth.v2.access({
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    code: CODE,
  });
  const identity = await new WebClient(access.access_token, options).auth.test();
  console.log(JSON.stringify({ access, identity }));
}

main();
