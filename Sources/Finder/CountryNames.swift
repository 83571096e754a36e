internal import Content
internal import Foundation

/// Countries by what people call them: in their own language, in the languages of Europe, and a few names
/// that no dictionary of countries has.
struct CountryNames: Sendable {
    private let countries: [String: Country]

    /// Takes a while, and is asked for only where no town has the name.
    static let all = CountryNames()

    private init() {
        var countries: [String: Country] = [:]
        for language in CountryNames.languages {
            let locale = Locale(identifier: language)
            for region in Locale.Region.isoRegions {
                guard let country = Country(region.identifier),
                    let name = locale.localizedString(forRegionCode: country.code)
                else { continue }
                let key = placeKey(name)
                // A language's name for one country may be another's for the next: English comes first.
                if countries[key] == nil { countries[key] = country }
            }
        }
        for (name, code) in CountryNames.others { countries[name] = Country(code) }
        self.countries = countries
    }

    /// - Parameter key: as `PlaceFolding` writes it; a code of two letters counts too.
    func country(called key: String) -> Country? {
        countries[key] ?? (key.utf8.count == 2 ? Country(key.uppercased()) : nil)
    }

    private static let languages = [
        "en", "fr", "de", "nl", "es", "it", "pt", "pl", "sv", "da", "nb", "fi", "is", "cs", "sk",
        "sl",
        "hr", "sr", "bs", "hu", "ro", "bg", "el", "tr", "ru", "uk", "et", "lv", "lt", "ga", "mt",
        "ar", "he",
    ]

    private static let others = [
        "uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB",
        "wales": "GB", "northern ireland": "GB", "republic of ireland": "IE", "eire": "IE",
        "usa": "US",
        "america": "US", "united states of america": "US", "holland": "NL", "the netherlands": "NL",
        "czech republic": "CZ", "turkey": "TR", "uae": "AE", "korea": "KR", "macedonia": "MK",
    ]
}
