import { EnvHttpProxyAgent, type Dispatcher } from "undici";

const variables = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

let agent: Dispatcher | undefined;

/** What leads calls through the proxy that the environment names, which the fetch of Node 20 does not look at; undefined without one. */
export function proxyOf(environment: NodeJS.ProcessEnv = process.env): Dispatcher | undefined {
  if (!variables.some((name) => (environment[name] ?? "") !== "")) return undefined;
  agent ??= new EnvHttpProxyAgent();
  return agent;
}
