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

    /// - Parameter key: the name of a part that is no town.
    func country(withPart key: String) -> Country? {
        CountryNames.parts.first { $0.value.contains(key) }.flatMap { Country($0.key) }
    }

    /// States of the United States, by their names.
    static let states = [
        "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR",
        "california": "CA", "colorado": "CO", "connecticut": "CT", "delaware": "DE",
        "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
        "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS",
        "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD",
        "massachusetts": "MA", "michigan": "MI", "minnesota": "MN", "mississippi": "MS",
        "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV",
        "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY",
        "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK",
        "oregon": "OR", "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC",
        "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT",
        "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
        "wisconsin": "WI", "wyoming": "WY",
    ]

    /// Parts of other countries, by which people tell a town from others of its name.
    private static let provinces: [String: Set<String>] = [
        "AU": [
            "new south wales", "queensland", "south australia", "tasmania", "victoria",
            "western australia",
        ],
        "CA": [
            "alberta", "british columbia", "manitoba", "new brunswick", "newfoundland",
            "nova scotia", "ontario", "prince edward island", "quebec", "saskatchewan",
        ],
    ]

    /// Whether a country, or a part of one, holds a town.
    ///
    /// - Parameters:
    ///   - key: what it is called, or a code of it.
    ///   - region: of the town; empty where it is not known.
    func area(_ key: String, holds country: Country, region: String) -> Bool {
        if self.country(called: key) == country { return true }
        if !region.isEmpty {
            return placeKey(region) == key || CountryNames.states[key] == region
        }
        return CountryNames.parts[country.code]?.contains(key) == true
            || CountryNames.provinces[country.code]?.contains(key) == true
    }

    /// Parts of Europe by which people say where they live.
    private static let parts: [String: Set<String>] = [
        "BE": ["flanders", "vlaanderen", "wallonia", "wallonie", "flandre"],
        "DE": [
            "bavaria", "bayern", "saxony", "sachsen", "hesse", "hessen", "rhineland", "westphalia",
        ],
        "ES": [
            "catalonia", "cataluna", "catalunya", "andalusia", "andalucia", "galicia",
            "basque country",
        ],
        "FR": [
            "brittany", "bretagne", "normandy", "normandie", "provence", "alsace", "corsica",
            "corse",
        ],
        "GB": [
            "yorkshire", "lancashire", "cheshire", "cumbria", "northumberland", "lincolnshire",
            "norfolk",
            "suffolk", "essex", "kent", "sussex", "surrey", "hampshire", "dorset", "devon",
            "cornwall",
            "somerset", "gloucestershire", "wiltshire", "berkshire", "oxfordshire",
            "buckinghamshire",
            "hertfordshire", "cambridgeshire", "nottinghamshire", "derbyshire", "staffordshire",
            "shropshire",
            "west midlands", "east midlands", "east anglia", "isle of wight", "skye",
            "isle of skye", "orkney",
            "shetland", "hebrides", "fife",
        ],
        "IE": ["munster", "leinster", "connacht", "connaught"],
        "IT": [
            "tuscany", "toscana", "lombardy", "lombardia", "sicily", "sicilia", "sardinia",
            "sardegna",
        ],
        "NL": ["friesland", "brabant", "noord brabant", "zeeland", "gelderland", "limburg"],
    ]

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
        "czech republic": "CZ", "turkey": "TR", "uae": "AE", "china": "CN", "hong kong": "HK",
        "macau": "MO", "korea": "KR", "macedonia": "MK",
    ]
}
