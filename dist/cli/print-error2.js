import { a as warningData, i as exitCodeOf, n as errorData, o as warningLines, r as errorLines, t as causeOf } from "./print-error.js";

export { errorLines, exitCodeOf };