internal import Content

/// Reads the markets of `edition.yaml`.
struct MarketReader {
    let languages: [Language]
    /// What holds for a market that does not say otherwise.
    let unreviewed: Market.Unreviewed

    func read(_ fields: inout Fields) -> [Market] {
        guard fields.needed("markets") != nil, let inner = fields.fields("markets") else {
            return []
        }
        return inner.untaken.compactMap { pair in
            guard let id = MarketID(pair.key) else {
                noteKey(pair.key, pair.place.line, fields.margin)
                return nil
            }
            return Fields(pair.value, fields.margin).map { market(id, $0) }
        }
    }

    private func market(_ id: MarketID, _ fields: Fields) -> Market {
        var fields = fields
        let own = readLanguages(&fields)
        let market = Market(
            id: id, name: fields.words("name", in: languages, needed: own),
            audience: fields.words("audience", in: languages, needed: own),
            countries: readCountries(&fields),
            // Where the rule cannot be read, the strongest holds.
            rule: fields.neededChoice("rule") ?? .enforced,
            unreviewed: fields.has("unreviewed")
                ? fields.choice("unreviewed") ?? .withhold : unreviewed,
            languages: own, emergencyNumber: fields.neededText("emergency") ?? "",
            ifUnsure: fields.words("if-unsure", in: languages, needed: []),
            sideEffects: fields.words("side-effects", in: languages, needed: own))
        fields.finish()
        return market
    }

    private func readLanguages(_ fields: inout Fields) -> [Language] {
        guard fields.needed("languages") != nil else { return languages }
        return fields.texts("languages").compactMap { tag in
            if let language = Language(tag), languages.contains(language) { return language }
            fields.noteLanguage(tag, fields.line(of: "languages"))
            return nil
        }
    }

    private func readCountries(_ fields: inout Fields) -> Market.Countries {
        // Where they cannot be read, nobody is in the market.
        guard let value = fields.needed("countries") else { return .only([]) }
        if case .text("everywhere", _) = value.content { return .everywhere }
        guard var inner = Fields(value, fields.margin) else { return .only([]) }
        defer { inner.finish() }
        switch (inner.value("in"), inner.value("out")) {
        case (.some, nil): return .only(codes("in", &inner))
        case (nil, .some): return .allBut(codes("out", &inner))
        default:
            fields.wrong(
                "countries", "The countries are given neither as `in` nor as `out`, or as both.",
                remedy: "Write `everywhere`, `in: [BE, NL]` or `out: [US]`.")
            return .only([])
        }
    }

    private func codes(_ key: String, _ fields: inout Fields) -> Set<String> {
        let codes = fields.texts(key)
        for code in codes where !countryCodes.contains(code) {
            fields.margin.note(
                .badCountry, line: fields.line(of: key), "There is no country \(quoted(code)).",
                remedy: "Write its two capital letters of ISO 3166-1: GB, not UK.")
        }
        return Set(codes).intersection(countryCodes)
    }
}

/// The officially assigned codes of ISO 3166-1 alpha-2, and XK, which is in use for Kosovo.
private let countryCodes = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ \
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW \
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY \
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV \
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY \
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG \
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA \
    ZM ZW
    """.split(separator: " ").map(String.init))
