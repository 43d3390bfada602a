// src/boottest/scenario/scenario.ts
const noScenario = {
	steps: [],
	allow: []
};
/** Whether a step needs a network that is reached over IPv6. */
const wantsIpv6 = (step) => "families" in step && step.families.includes("ipv6");
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

export { noScenario as n, wantsIpv6 as r, describeStep as t };