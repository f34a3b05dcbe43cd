import { MockAgent, setGlobalDispatcher } from "undici";

// No test reaches a real host: in this process the agent refuses, and in the processes that it starts jobs are led to a proxy that is none.
const ownHosts = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const agent = new MockAgent();
agent.disableNetConnect();
agent.enableNetConnect(ownHosts);
setGlobalDispatcher(agent);
for (const name of ["HTTP_PROXY", "HTTPS_PROXY"]) process.env[name] = "http://127.0.0.1:9";
process.env["NO_PROXY"] = "127.0.0.1,localhost,::1";
