package import Content

/// Why a use case wrote nothing.
package enum PublishingRefusal: Error, Hashable, Sendable {
    /// The journal holds nothing yet.
    case emptyJournal
    /// The clock says an earlier time than the journal's last fact.
    case clockBehind(journal: Instant)
    /// Another writer was faster, several times over.
    case busy
    /// The text has errors, so none of it was written.
    case findings([Finding])
    /// Files of these items are gone, and nobody said what became of them.
    case vanished([ItemID])
    case unknownItem(ItemID)
    case unknownDigest(Digest)
    /// Somebody wrote other bytes under a blob's name, or the disk did.
    case alteredBlob(Digest)
    /// A fact names a blob that is neither there nor erased.
    case lostBlob(Digest)
    case unknownMarket(String)
    case unknownLanguage(String, MarketID)
    /// The item has no article for any of the markets.
    case noArticle(ItemID)
    /// The named digest is not the newest article any more.
    case notNewest(ItemID, named: String, newest: [Digest])
    /// Whoever wrote it cannot approve it.
    case ownWords(ItemID, PersonName)
    case ownConfiguration(PersonName)
    case expiresBeforePrepared
    /// More than 24 months after the date of preparation.
    case expiresTooLate(latest: Day)
    case expiresInThePast
    case preparedInTheFuture
    /// What was shown in the past cannot be approved afterwards.
    case beginsInThePast
    /// These very words were erased, and stay away.
    case erased(ItemID)
    case alreadyWithdrawn(ItemID)
    case notWithdrawn(ItemID)
    /// No market shows unreviewed articles, so only an approval can bring the item back.
    case reinstatesNothing(ItemID)
    /// The item has moved to another, and its file is still there, unchanged.
    case movedAway(ItemID, to: ItemID)
    /// A site needs its front page where it is.
    case homeStays
    case movesOntoItself(ItemID)
    case movesInACircle(ItemID)
    case alreadyMoved(ItemID)
    case nothingWaits
    case nothingToApprove
    /// A text that must not be empty is.
    case empty(String)
    /// A text is longer than the journal keeps.
    case tooLong(String, limit: Int)
    /// A text holds control characters, or others that nobody sees.
    case unprintable(String)
}
