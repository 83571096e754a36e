internal import Foundation

/// A country, by its ISO 3166-1 alpha-2 code, in upper case.
package struct Country: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    /// Nil for what is no code of a country.
    package init?(_ code: String) {
        guard Locale.Region(code).isISORegion, code.utf8.count == 2, code == code.uppercased(),
            !Country.isOfNobody(code)
        else { return nil }
        self.code = code
    }

    /// Codes that ISO 3166-1 leaves for private use. Kosovo's is in use everywhere.
    private static func isOfNobody(_ code: String) -> Bool {
        code == "AA" || code == "ZZ" || ("QM"..."QZ").contains(code)
            || (code.hasPrefix("X") && code != "XK")
    }

    /// Every one there is.
    package static let all = Locale.Region.isoRegions.compactMap { Country($0.identifier) }

    package var description: String { code }

    /// As people who speak the language call it (CLDR); the code where they have no name for it.
    package func name(in language: Language) -> String {
        Locale(identifier: language.tag).localizedString(forRegionCode: code) ?? code
    }
}
