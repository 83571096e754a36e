internal import Foundation

/// A country, by its ISO 3166-1 alpha-2 code, in upper case.
package struct Country: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    /// Nil for what is no code of a country.
    package init?(_ code: String) {
        guard Locale.Region(code).isISORegion, code.utf8.count == 2, code == code.uppercased()
        else { return nil }
        self.code = code
    }

    package var description: String { code }

    /// As people who speak the language call it (CLDR); the code where they have no name for it.
    package func name(in language: Language) -> String {
        Locale(identifier: language.tag).localizedString(forRegionCode: code) ?? code
    }
}
