/// What can go wrong with a store that is otherwise sound. In each case but `uncertain` nothing was written.
///
/// Anything else that a database or a disk reports is thrown on as it is.
package enum StoreFault: Error, Hashable, Sendable {
    /// The database itself refused a change that would have broken a rule of the journal.
    case broken(Rule)
    /// There is no room for it on the disk.
    case full
    /// Another writer held the journal for longer than we wait.
    case busy
    /// The store was opened for reading, or its file may only be read.
    case readOnly
    /// The disk could not be read or written, for another reason or one that it does not tell.
    case disk(path: String)
    /// A folder lies where the file should.
    case notAFile(path: String)
    /// The file cannot be opened: a folder that does not exist, or may not be entered.
    case unreachable(path: String)
    /// The file that was opened has been removed, or another lies in its place.
    case replaced(path: String)
    /// Something lies at the path of a file that was to be made.
    case exists(path: String)
    /// There is no journal here, and it was opened for reading.
    case absent(path: String)
    /// What is given as the address of a database server cannot be read as one. It tells nothing of
    /// it, since a password may be in it.
    case unreadableAddress
    /// The database server cannot be reached, or has gone: it may come back.
    case away(database: String, reason: String)
    /// The database server will not do it: a right is missing, or it is none for us.
    case refused(database: String, reason: String)
    /// The database server went away while it was told to keep what had been written. This alone may
    /// have been written.
    case uncertain(database: String)
    /// The store was closed.
    case closed

    /// The rules that the database keeps by itself, whoever writes to it. The raw value is what it
    /// says when one is broken; both stores say it in these words.
    package enum Rule: String, CaseIterable, Sendable {
        case entriesStay = "an entry is never changed or removed"
        case entriesFollow = "the sequence of an entry is one more than the last"
        case timeAdvances = "an entry is never recorded before the last"
        case hashesDiffer = "no two entries have the same hash"
        case blobsStay = "the bytes of a blob never change"
        case onlyErasedBlobsGo = "a blob goes only when an entry says that it is erased"
        case erasedBlobsStayAway = "an erased blob never comes back"
        /// A kind that does not exist, or a hash that is not 32 bytes.
        case valuesFit = "a value does not fit its column"
    }
}
