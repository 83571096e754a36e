package import Content

extension ReadershipStore {
    /// What readers missed, as far as it may still be kept at `now`.
    package func remarks(at now: Instant) throws -> [Remark] {
        try remarks(givenAfter: now.advanced(byMilliseconds: -Remark.keptMilliseconds))
    }

    /// Removes what has been kept for long enough.
    @discardableResult
    package func forgetOldRemarks(at now: Instant) throws -> Int {
        try forgetRemarks(givenUntil: now.advanced(byMilliseconds: -Remark.keptMilliseconds))
    }
}
