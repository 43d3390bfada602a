// src/cli/options/only-once.ts
/** Makes a thing when it is first asked for, and gives the same ever after. */
function onlyOnce(make) {
	let made;
	return () => {
		made ??= { thing: make() };
		return made.thing;
	};
}

export { onlyOnce as t };