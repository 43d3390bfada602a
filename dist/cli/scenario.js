// src/boottest/scenario/scenario.ts
const defaultSeconds = 60;
/** systemd itself gives a unit 90 s to start (systemd-system.conf(5), DefaultTimeoutStartSec=). */
const secondsToBeReady = 180;
/** How long a step may take if nothing is said. */
const secondsOf = (kind) => kind === "ready" ? secondsToBeReady : defaultSeconds;
const noScenario = {
	steps: [],
	allow: []
};
/** Whether a step needs a network that is reached over IPv6. */
const wantsIpv6 = (step) => "families" in step && step.families.includes("ipv6");
/** Whether a step needs a channel to the guest's systemd. */
const wantsReady = ({ kind }) => kind === "ready";
/** One line that tells a step apart, without secrets. */
function describeStep(step) {
	switch (step.kind) {
		case "expect": return `expect /${step.pattern.source}/`;
		case "send": return step.secret ? "send a secret" : `send ${JSON.stringify(step.text)}`;
		case "login": return `login as ${step.user}`;
		case "run": return `run ${step.command}`;
		case "screenshot": return `screenshot ${step.name}`;
		case "tcp": return `tcp port ${step.port}`;
		case "http": return `http port ${step.port}${step.path}`;
		default: return step.kind;
	}
}

export { wantsReady as a, wantsIpv6 as i, noScenario as n, secondsOf as r, describeStep as t };