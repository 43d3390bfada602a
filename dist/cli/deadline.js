// src/host/program/deadline.ts
/** @returns what the promise gives; undefined if that takes longer. The promise itself goes on */
async function withDeadline(promise, milliseconds) {
	let timer;
	const late = new Promise((resolve) => {
		timer = setTimeout(() => resolve(void 0), milliseconds);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

export { withDeadline as t };