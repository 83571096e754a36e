/// Something a writer should mend. Reading never fails: it returns content and every finding.
package struct Finding: Hashable, Sendable {
    package enum Severity: String, Sendable, CaseIterable {
        /// The edition cannot be revised while it stands.
        case error
        /// Worth mending; `check --strict` counts it as an error.
        case warning
    }

    /// A stable name such as `HB101`, explained in `docs/findings.md`; it is never used again for
    /// something else.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        package let number: Int
        package let severity: Severity

        package init(_ number: Int, _ severity: Severity) {
            (self.number, self.severity) = (number, severity)
        }

        package var description: String { "HB\(number)" }
    }

    package let code: Code
    /// Path within the edition's folder, such as `en/treatments/prrt.md`.
    package let file: String
    /// Counted from 1.
    package let line: Int
    /// What is wrong, in one sentence.
    package let message: String
    /// How to mend it, in one sentence.
    package let remedy: String

    package var severity: Severity { code.severity }

    package init(_ code: Code, file: String, line: Int, message: String, remedy: String) {
        self.code = code
        self.file = file
        self.line = line
        self.message = message
        self.remedy = remedy
    }
}

extension Finding: Comparable {
    package static func < (left: Finding, right: Finding) -> Bool {
        (left.file, left.line, left.code.number, left.message)
            < (right.file, right.line, right.code.number, right.message)
    }
}
