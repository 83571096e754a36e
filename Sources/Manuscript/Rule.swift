package import Content

/// Every rule an edition is held to. `docs/findings.md` explains each by its code; a number is
/// never used again for something else.
package enum Rule: Int, CaseIterable, Sendable {
    // Files and YAML.
    case unreadableFile = 101
    case fileTooLarge = 102
    case linkOutside = 103
    case notUTF8 = 104
    case controlCharacter = 105
    case malformedYAML = 106
    case aliasInYAML = 107
    case yamlTooDeep = 108
    case unknownFile = 109
    case nameNotSlug = 110
    case folderTooLarge = 111
    case missingFile = 112
    case noFrontMatter = 113
    case reservedName = 114

    // Fields.
    case unknownField = 201
    case missingField = 202
    case wrongValue = 203
    case badDate = 204
    case duplicate = 205
    case unknownMarket = 206
    case unknownLanguage = 207
    case unknownTopic = 208
    case reviewOrder = 209
    case reviewPassed = 210
    case badTimeZone = 211
    case badCountry = 212
    case keyNotSlug = 213
    case unknownFormat = 214
    case badFigures = 215
    case badIdentifier = 216
    case foreignFrame = 217

    // What does not lead anywhere.
    case unresolvedCitation = 301
    case unresolvedTerm = 302
    case unresolvedPicture = 303
    case unresolvedChart = 304
    case unresolvedStudy = 305
    case unresolvedLink = 306
    case unresolvedAnchor = 307
    case unresolvedMenuItem = 308
    case orphanReference = 309
    case orphanPicture = 310
    case mixedUnits = 311

    // Texts and pictures.
    case rawHTML = 401
    case headingLevel = 402
    case pictureWithoutWords = 403
    case pictureContent = 404
    case pictureWithoutTitle = 405
    case numberWithoutCitation = 406
    case numberOnUnread = 407
    case numberBesideNoCitation = 408
    case citationInHeading = 409
    case linkScheme = 410
    case emptyLink = 411
    case textTooDeep = 412
    case onlyWithoutMarket = 413
    case malformedCitation = 414
    case pictureNotAlone = 415
    case unknownBox = 416
    case pictureStyle = 417
    case markupInMeaning = 418
    case passageTooLong = 419
    case onlyWithoutReason = 420

    // Treatments.
    case missingRow = 501
    case investigationalWithoutNotice = 502
    case tooFewQuestions = 503
    case unknownKind = 504
    case headingInRow = 505
    case noticeWithoutInvestigation = 506

    // Found when a directory is looked through: see `hoofbeat directory`.
    case entryWithoutPlace = 521
    case likelyDuplicate = 522
    case entryUnconfirmed = 523
    case doubtfulPlace = 524

    // Found against the journal, not here: see `revise` and `check --database`.
    case staleChangeNote = 601

    package var code: Finding.Code { Finding.Code(rawValue, severity) }

    private var severity: Finding.Severity {
        switch self {
        case .unknownFile, .reviewPassed, .foreignFrame, .orphanReference, .orphanPicture,
            .pictureStyle, .onlyWithoutReason, .entryWithoutPlace, .doubtfulPlace, .likelyDuplicate,
            .entryUnconfirmed:
            .warning
        default: .error
        }
    }
}
