/// A hospital or a patient group, as a source tells of it.
package struct DirectoryEntry: Hashable, Sendable {
    package var directory: Directory
    /// Nil for one that is at home nowhere.
    package var country: Country?
    /// Where it is, the main place first.
    package var towns: [Town]
    package var site: String?
    /// Of its pages, in words.
    package var languages: String?
    /// What it rests on, and how old that is, in words.
    package var dated: String
    package var sources: [ReferenceKey]
    package var offers: [Offer]
    /// What no source tells of, and a reader should ask about.
    package var unknown: [String]
    package var notes: [String]
    /// What holds for the directory as a whole.
    package var remark: String?

    package init(
        directory: Directory, country: Country?, towns: [Town], site: String?, languages: String?,
        dated: String,
        sources: [ReferenceKey], offers: [Offer], unknown: [String], notes: [String],
        remark: String?
    ) {
        self.directory = directory
        self.country = country
        self.towns = towns
        self.site = site
        self.languages = languages
        self.dated = dated
        self.sources = sources
        self.offers = offers
        self.unknown = unknown
        self.notes = notes
        self.remark = remark
    }

    /// The raw value is its file's name and its list's address.
    package enum Directory: String, Hashable, Sendable, CaseIterable {
        case clinics, groups
    }

    package struct Town: Hashable, Sendable {
        package var name: String
        /// Of its middle.
        package var position: Position?

        package init(name: String, position: Position?) {
            (self.name, self.position) = (name, position)
        }
    }

    /// In decimal degrees, north and east.
    package struct Position: Hashable, Sendable {
        package var latitude: Double
        package var longitude: Double

        /// Nil outside of the globe.
        package init?(latitude: Double, longitude: Double) {
            guard (-90...90).contains(latitude), (-180...180).contains(longitude) else {
                return nil
            }
            (self.latitude, self.longitude) = (latitude, longitude)
        }
    }

    package struct Offer: Hashable, Sendable {
        /// One of the directory's services; nil for what has no name there.
        package var service: String?
        package var words: String
        package var source: ReferenceKey

        package init(service: String?, words: String, source: ReferenceKey) {
            (self.service, self.words, self.source) = (service, words, source)
        }
    }
}
