/// What a statement rests on, and how the writers know it.
package struct Reference: Hashable, Sendable {
    package var key: ReferenceKey
    package var citation: String
    package var title: String?
    package var doi: String?
    package var pmid: String?
    package var url: String?
    package var kind: Kind
    package var read: Read
    /// When it was read or seen quoted; nil only where nobody has read it.
    package var seen: Day?
    package var note: String?
    package var place: Item.Place

    package init(
        key: ReferenceKey, citation: String, title: String?, doi: String?, pmid: String?,
        url: String?, kind: Kind, read: Read, seen: Day?, note: String?, place: Item.Place
    ) {
        self.key = key
        self.citation = citation
        self.title = title
        self.doi = doi
        self.pmid = pmid
        self.url = url
        self.kind = kind
        self.read = read
        self.seen = seen
        self.note = note
        self.place = place
    }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case trial, label, guideline, review, cohort, survey, web
    }

    /// How it was read. A number may rest only on a reference that is `quoted` or better.
    package enum Read: String, Hashable, Sendable, CaseIterable {
        case full, abstract, quoted
        case unread = "no"
    }
}
